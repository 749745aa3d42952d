import type { NumberNode } from "./expression.ts";

/** Digits of one number: beyond them arithmetic costs more than an answer is worth. */
const maximumDigits = 600;

/** A number at a place of a text. */
interface Numeral {
  readonly node: NumberNode;
  /** The digits of its whole part, as written. */
  readonly digits: string;
  readonly end: number;
}

const latexGroup = /^(?: ?\{ ?, ?\} ?|,\\! ?|\\!, ?|\\, ?|\\ |\{ \})(\d{3})(?!\d)/;
const commaGroup = /^,(\d{3})(?![\d])/;
const spaceGroup = /^ (\d{3})(?![\d/.,]|[ \t\n\r]*\\frac)/;
const repetend = /^(?:\\overline ?|\\bar ?|\\dot ?)(?:\{ ?(\d{1,40}) ?\}|(\d))|^\((\d{1,40})\)(?![\d^])/;

/**
 * Reads a number that starts with a digit, or with a point before one. Groups of three are read behind `,`, `{,}`, `\,` or a
 * space; between brackets a plain comma separates, as in `(100,101)`.
 */
export function scanNumeral(text: string, start: number, inBrackets: boolean): Numeral | undefined {
  let end = start;
  while (isDigit(text, end)) end++;
  let digits = text.slice(start, end);
  const dotted = /^\d{1,3}(?:\.\d{3}){2,20}(?![\d.])/.exec(text.slice(start, start + 90))?.[0];
  if (dotted !== undefined) {
    const whole = dotted.replaceAll(".", "");
    return {
      node: { kind: "number", numerator: BigInt(whole), denominator: 1n },
      digits: whole,
      end: start + dotted.length,
    };
  }
  if (digits.length > maximumDigits) return undefined;
  if (digits.length > 0 && digits.length <= 3 && !(digits.startsWith("0") && digits !== "0")) {
    let grouped = groupAfter(text, end, inBrackets, digits);
    const pattern = grouped?.pattern;
    while (grouped !== undefined && grouped.pattern === pattern && digits.length < maximumDigits) {
      digits += grouped.digits;
      end = grouped.end;
      grouped = groupAfter(text, end, inBrackets, digits);
    }
  }
  const whole = digits;
  let fraction = "";
  let hasPoint = false;
  if (text[end] === "." && !text.startsWith("..", end)) {
    let behind = end + 1;
    while (isDigit(text, behind)) behind++;
    fraction = text.slice(end + 1, behind);
    const more = text.slice(behind, behind + 4);
    hasPoint = fraction !== "" || /^\(\d|^\\o|^\\b|^\\d/.test(more);
    if (hasPoint || whole !== "") end = behind;
  }
  if (whole === "" && fraction === "" && !hasPoint) return undefined;
  if (fraction.length > maximumDigits) return undefined;
  return finish({ text, whole, fraction, hasPoint, end });
}

interface Scanned {
  readonly text: string;
  readonly whole: string;
  readonly fraction: string;
  readonly hasPoint: boolean;
  readonly end: number;
}

function finish({ text, whole, fraction, hasPoint, end }: Scanned): Numeral {
  const numerator = BigInt(`0${whole}${fraction}`);
  const rest = text.slice(end, end + 60);
  if (hasPoint) {
    const repeat = repetend.exec(rest);
    const block = repeat?.[1] ?? repeat?.[2] ?? repeat?.[3];
    if (repeat !== null && block !== undefined)
      return { node: repeating(whole, fraction, block), digits: whole, end: end + repeat[0].length };
    const dots = /^ ?(?:\.\.\.|…|\\l?dots(?![a-z])|\\cdots(?![a-z]))/.exec(rest);
    if (dots !== null) {
      const evident = evidentRepetend(fraction);
      const node: NumberNode =
        evident === undefined
          ? { ...decimal(numerator, whole, fraction), open: true }
          : repeating(whole, fraction.slice(0, -evident.length), evident);
      return { node, digits: whole, end: end + dots[0].length };
    }
  }
  const exponent = /^[eE]([+-]?\d{1,4})(?![\d.])/.exec(rest);
  if (exponent !== null && Math.abs(Number(exponent[1])) <= maximumDigits) {
    const power = Number(exponent[1]) - fraction.length;
    const scale = 10n ** BigInt(Math.abs(power));
    const node: NumberNode =
      power >= 0
        ? { kind: "number", numerator: numerator * scale, denominator: 1n }
        : { kind: "number", numerator, denominator: scale };
    return { node, digits: "", end: end + exponent[0].length };
  }
  return { node: decimal(numerator, whole, fraction), digits: hasPoint ? "" : whole, end };
}

function decimal(numerator: bigint, whole: string, fraction: string): NumberNode {
  if (fraction === "") return { kind: "number", numerator, denominator: 1n };
  const significant = (whole + fraction).replace(/^0+/, "").length;
  return {
    kind: "number",
    numerator,
    denominator: 10n ** BigInt(fraction.length),
    decimals: fraction.length,
    significant,
  };
}

function repeating(whole: string, fraction: string, block: string): NumberNode {
  const nines = BigInt("9".repeat(block.length));
  const scale = 10n ** BigInt(fraction.length);
  const numerator = BigInt(`0${whole}${fraction}`) * nines + BigInt(block);
  return { kind: "number", numerator, denominator: nines * scale };
}

/** The block that a decimal with dots behind it repeats: one digit three times, or a longer block twice. */
function evidentRepetend(fraction: string): string | undefined {
  for (let length = 1; length <= 12; length++) {
    const times = length === 1 ? 3 : 2;
    const block = fraction.slice(-length);
    if (fraction.length >= length * times && fraction.endsWith(block.repeat(times))) return block;
  }
  return undefined;
}

function groupAfter(
  text: string,
  end: number,
  inBrackets: boolean,
  digits: string,
): { digits: string; end: number; pattern: string } | undefined {
  const unit = text[end];
  if (unit !== "," && unit !== " " && unit !== "\\" && unit !== "{") return undefined;
  const rest = text.slice(end, end + 14);
  const latex = latexGroup.exec(rest);
  if (latex !== null) return { digits: latex[1] ?? "", end: end + latex[0].length, pattern: "latex" };
  if (digits === "0") return undefined;
  const plain = inBrackets ? null : commaGroup.exec(rest);
  if (plain !== null) return { digits: plain[1] ?? "", end: end + plain[0].length, pattern: "comma" };
  const spaced = spaceGroup.exec(rest);
  if (spaced !== null) return { digits: spaced[1] ?? "", end: end + spaced[0].length, pattern: "space" };
  return undefined;
}

function isDigit(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0x30 && unit <= 0x39;
}
