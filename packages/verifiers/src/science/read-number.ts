import { multiply, powerOfTen, type Rational, rational } from "../numbers/rational.ts";
import type { WorkCounter } from "../work-counter.ts";

/** A number as it was written, so that its precision is known. */
export interface WrittenNumber {
  readonly value: Rational;
  /** The power of ten of the last written digit; of no meaning for a fraction. */
  readonly place: number;
  /** Significant figures: all digits but leading zeros. */
  readonly figures: number;
  /** Written without decimal point and exponent. */
  readonly whole: boolean;
  /** A fraction of whole numbers, which has no last digit. */
  readonly fraction: boolean;
}

/** A number, and the index behind it. */
export interface NumberAt {
  readonly number: WrittenNumber;
  readonly end: number;
}

const mantissa =
  /^(\d{1,3}(?:,\d{3}){1,100}(?!\d)|\d{1,3}(?: \d{3}){1,100}(?!\d)|\d{1,400})?(\.\d{0,400})?(?!\d)/;
const power =
  /^(?:[eE]([+-]?\d{1,4})(?![\d.])| ?[×x*·] ?10(?: ?\^ ?(?:\( ?([+–-]?\d{1,4}) ?\)|([+–-]?\d{1,4}))|([⁺⁻]?[⁰¹²³⁴-⁹]{1,4}))(?!\d))/u;
const barePower = /^10(?: ?\^ ?(?:\( ?([+–-]?\d{1,4}) ?\)|([+–-]?\d{1,4}))|([⁺⁻]?[⁰¹²³⁴-⁹]{1,4}))(?!\d)/u;
const scale = /^[ -]?(hundred|thousand|million|billion|trillion)(?![\p{L}\p{N}])/iu;
const scales: Readonly<Record<string, number>> = {
  hundred: 2,
  thousand: 3,
  million: 6,
  billion: 9,
  trillion: 12,
};
const words = "zero one two three four five six seven eight nine ten eleven twelve".split(" ");
const wordPattern = new RegExp(`^(${words.join("|")})(?![\\p{L}\\p{N}])`, "iu");
const largestExponent = 400;

/**
 * Reads the number at an index: sign, digits (perhaps in groups of three behind commas or spaces), decimal part, power of ten, `million` and
 * its like; a fraction or mixed number of whole numbers; a lone power of ten; the words from zero to twelve. Exact; `undefined` where no number
 * stands there, or one beyond 400 digits.
 */
export function readNumber(text: string, index: number, work: WorkCounter): NumberAt | undefined {
  const signed = /^[+–-]? ?/.exec(text.slice(index, index + 2))?.[0] ?? "";
  const sign = /[–-]/.test(signed) ? -1n : 1n;
  const start = index + signed.length;
  const looked = text.slice(start, start + 900);
  work.take(looked.length);
  const read = readWord(looked) ?? readPower(looked) ?? readFraction(looked) ?? readDecimal(looked);
  if (read === undefined) return undefined;
  const scaled = withScale(read, looked);
  const number = { ...scaled.number, value: multiply(rational(sign), scaled.number.value) };
  return { number, end: start + scaled.end };
}

function readWord(text: string): NumberAt | undefined {
  const word = wordPattern.exec(text)?.[1];
  if (word === undefined) return undefined;
  const value = words.indexOf(word.toLowerCase());
  return { number: wholeNumber(BigInt(value)), end: word.length };
}

function readPower(text: string): NumberAt | undefined {
  const match = barePower.exec(text);
  const exponent = match === null ? undefined : exponentOf(match[1] ?? match[2] ?? match[3] ?? "");
  if (match === null || exponent === undefined) return undefined;
  const number = { value: powerOfTen(exponent), place: exponent, figures: 1, whole: false, fraction: false };
  return { number, end: match[0].length };
}

/** `3/4`, or `1 3/4`. */
function readFraction(text: string): NumberAt | undefined {
  const match = /^(?:(\d{1,40}) (?:and )?)?(\d{1,40}) ?\/ ?(\d{1,40})(?![\d.])/.exec(text);
  if (match === null) return undefined;
  const [whole = "0", top = "", bottom = ""] = match.slice(1);
  const denominator = BigInt(bottom);
  if (denominator === 0n) return undefined;
  const value = rational(BigInt(whole) * denominator + BigInt(top), denominator);
  const number = { value, place: 0, figures: 400, whole: false, fraction: true };
  return { number, end: match[0].length };
}

function readDecimal(text: string): NumberAt | undefined {
  const match = mantissa.exec(text);
  const [written = "", integer = "", decimals = ""] = match ?? [];
  const digits = integer.replace(/[, ]/g, "") + decimals.slice(1);
  // `0,123` is a decimal elsewhere.
  if (digits === "" || /^0[, ]/.test(integer)) return undefined;
  const behind = power.exec(text.slice(written.length));
  const exponent = behind === null ? 0 : exponentOf(behind.slice(1).find(Boolean) ?? "");
  if (exponent === undefined) return undefined;
  const place = exponent - Math.max(0, decimals.length - 1);
  const number = {
    value: multiply(rational(BigInt(digits)), powerOfTen(place)),
    place,
    figures: digits.replace(/^0+/, "").length,
    whole: decimals.length < 2 && behind === null,
    fraction: false,
  };
  return { number, end: written.length + (behind?.[0].length ?? 0) };
}

function withScale(read: NumberAt, text: string): NumberAt {
  const match = scale.exec(text.slice(read.end));
  const exponent = scales[match?.[1]?.toLowerCase() ?? ""];
  if (match === null || exponent === undefined) return read;
  const { number } = read;
  return {
    number: {
      ...number,
      value: multiply(number.value, powerOfTen(exponent)),
      place: number.place + exponent,
    },
    end: read.end + match[0].length,
  };
}

function wholeNumber(value: bigint): WrittenNumber {
  const figures = value === 0n ? 0 : value.toString().length;
  return { value: rational(value), place: 0, figures, whole: true, fraction: false };
}

function exponentOf(written: string): number | undefined {
  const plain = Array.from(written.replace("–", "-"), (sign) => {
    const digit = "⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(sign);
    return digit >= 0 ? digit.toString() : sign === "⁻" ? "-" : sign === "⁺" ? "+" : sign;
  }).join("");
  const value = Number(plain);
  return Number.isInteger(value) && Math.abs(value) <= largestExponent ? value : undefined;
}
