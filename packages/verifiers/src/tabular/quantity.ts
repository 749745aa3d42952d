import { multiply, powerOfTen, type Rational, rational } from "../numbers/rational.ts";
import type { NumberToken, Token } from "./tokens.ts";
import { currencyOf, isPercentWord, isUnit, numberWords, scaleOf, unitKey } from "./vocabulary.ts";

/** One number as it is written, with what stands around it. */
export interface Quantity {
  readonly value: Rational;
  /** Places behind the point that are written, `Infinity` for a fraction, which is exact. */
  readonly decimals: number;
  readonly percent: boolean;
  /** Both in comparable form, `""` where none is written. */
  readonly currency: string;
  readonly unit: string;
  /** Four digits without a separator, as years are written, or as a program prints them: `2017.0`. */
  readonly plainYear: boolean;
}

/**
 * Reads tokens that are one number and nothing else: `-1,234.5`, `($3.2 million)`, `12.5 %`, `1 2/3`, `14th`, `7 people`. Parentheses
 * make it negative, as in accounts. `undefined` for anything else.
 */
export function readQuantity(tokens: readonly Token[]): Quantity | undefined {
  const [first] = tokens;
  if (first === undefined || tokens.length > 24) return undefined;
  if (isSign(first, "(")) return readAccounting(tokens);
  let rest = tokens;
  let negative = false;
  let currency = "";
  for (let step = 0; step < 3; step++) {
    const [head, second] = rest;
    if (head === undefined) return undefined;
    if (step < 2 && head.type === "sign" && /^[-−–+]$/.test(head.text)) {
      if (rest !== tokens && currency === "") return undefined;
      negative = head.text !== "+";
      rest = rest.slice(1);
    } else if (currencyOf(head, second) !== undefined && currency === "") {
      currency = currencyOf(head, second)?.name ?? "";
      rest = rest.slice(currencyOf(head, second)?.length ?? 1);
    } else break;
  }
  const number = readMagnitude(rest, currency);
  if (number === undefined) return undefined;
  return negative ? { ...number, value: multiply(number.value, rational(-1n)), plainYear: false } : number;
}

function readAccounting(tokens: readonly Token[]): Quantity | undefined {
  const close = tokens.findIndex((token) => isSign(token, ")"));
  const inside = close < 0 ? undefined : readQuantity(tokens.slice(1, close));
  if (inside === undefined || tokens.slice(1, close).some((token) => /^[-−–+(]$/.test(token.text)))
    return undefined;
  const behind = readBehind(tokens.slice(close + 1), { currency: "", attached: false });
  if (behind === undefined) return undefined;
  return {
    value: multiply(multiply(inside.value, behind.scale), rational(-1n)),
    decimals: inside.decimals - behind.zeros,
    percent: inside.percent || behind.percent,
    currency: inside.currency + behind.currency,
    unit: inside.unit + behind.unit,
    plainYear: false,
  };
}

function readMagnitude(tokens: readonly Token[], currency: string): Quantity | undefined {
  const number = readFraction(tokens) ?? readPlain(tokens);
  if (number === undefined) return undefined;
  const behind = readBehind(tokens.slice(number.length), { currency, attached: true });
  const isDecade = number.plainYear && behind?.unit === "s" && tokens[1]?.apart === false;
  if (behind === undefined || isDecade) return undefined;
  return {
    value: multiply(number.value, behind.scale),
    decimals: number.decimals - behind.zeros,
    percent: behind.percent,
    currency: behind.currency === "" ? currency : behind.currency,
    unit: behind.unit,
    plainYear: number.plainYear && behind.zeros === 0 && !behind.percent && currency === "",
  };
}

interface Magnitude {
  readonly value: Rational;
  readonly decimals: number;
  readonly plainYear: boolean;
  readonly length: number;
}

function readPlain([token, ...rest]: readonly Token[]): Magnitude | undefined {
  if (token?.type === "word") {
    // With more behind it a number word is a part of a name: `Seven Seas`.
    const value = rest.length === 0 ? numberWords.get(token.text) : undefined;
    return value === undefined
      ? undefined
      : { value: rational(value), decimals: 0, plainYear: false, length: 1 };
  }
  if (token?.type !== "number" || isCode(token)) return undefined;
  const plainYear = /^[12]\d{3}(?:\.0)?$/.test(token.text);
  return { value: token.value, decimals: token.decimals, plainYear, length: 1 };
}

/** `3/4`, `1 3/4`: whole numbers only. */
function readFraction(tokens: readonly Token[]): Magnitude | undefined {
  const [first, second, third, fourth] = tokens;
  const plain = { decimals: Infinity, plainYear: false };
  if (isWhole(first) && isSign(second, "/") && isWhole(third)) {
    const value = quotient(first, third);
    return value === undefined ? undefined : { ...plain, value, length: 3 };
  }
  if (!isWhole(first) || !isWhole(second) || !second.apart || !isSign(third, "/") || !isWhole(fourth))
    return undefined;
  const part = quotient(second, fourth);
  if (part === undefined || part.numerator >= part.denominator) return undefined;
  const value = rational(first.value.numerator * part.denominator + part.numerator, part.denominator);
  return { ...plain, value, length: 4 };
}

function quotient(a: NumberToken, b: NumberToken): Rational | undefined {
  return b.value.numerator === 0n ? undefined : rational(a.value.numerator, b.value.numerator);
}

interface Behind {
  readonly scale: Rational;
  readonly zeros: number;
  readonly percent: boolean;
  readonly currency: string;
  readonly unit: string;
}

/** What may stand behind a number: an ordinal's ending, a scale, a per cent sign, a currency or a unit. */
function readBehind(
  tokens: readonly Token[],
  at: { currency: string; attached: boolean },
): Behind | undefined {
  let rest = tokens;
  let zeros = 0;
  let percent = false;
  const [ending] = rest;
  const isOrdinal = at.attached && ending?.apart === false && /^(?:st|nd|rd|th)$/.test(ending.text);
  if (isOrdinal) rest = rest.slice(1);
  const [scaled] = rest;
  const scale = scaled === undefined ? undefined : scaleOf(scaled, at.currency !== "");
  if (scale !== undefined) {
    zeros = scale;
    rest = rest.slice(1);
  }
  const percentLength = isPercentWord(rest);
  if (percentLength > 0) {
    if (scale !== undefined) return undefined;
    percent = true;
    rest = rest.slice(percentLength);
  }
  const [head, second] = rest;
  const money = head === undefined ? undefined : currencyOf(head, second);
  if (money !== undefined) {
    if (at.currency !== "" && at.currency !== money.name) return undefined;
    rest = rest.slice(money.length);
  }
  if (!isUnit(rest)) return undefined;
  const unit = isOrdinal && rest.length === 0 ? "ordinal" : unitKey(rest);
  return { scale: powerOfTen(zeros), zeros, percent, currency: money?.name ?? "", unit };
}

/** A number such as `007` is a code. */
function isCode(token: NumberToken): boolean {
  return /^0\d/.test(token.text);
}

function isWhole(token: Token | undefined): token is NumberToken {
  return token?.type === "number" && /^[0-9,]+$/.test(token.text) && !isCode(token);
}

/** Whether a token is that sign. */
export function isSign(token: Token | undefined, text: string): boolean {
  return token?.type === "sign" && token.text === text;
}
