import { isSpace } from "../extraction/trimmed-span.ts";
import { type Parsed, parsed, preview, unreadable } from "../parsed.ts";
import type { WorkCounter } from "../work-counter.ts";
import { multiply, powerOfTen, type Rational, rational } from "./rational.ts";

/** Digits of one number, and the size of a power of ten: beyond them exact arithmetic costs more than an answer is worth. */
const maximumDigits = 400;
const maximumExponent = 400;

/** Which notations besides plain integers and decimals count as one number. */
export interface NumberNotations {
  /** `3/4` of two whole numbers. */
  readonly fractions: boolean;
  /** `1.5e3`, `1.5*10^3`, `1.5x10^3` and `1.5×10^3`. */
  readonly powersOfTen: boolean;
}

/** A number at the start of a text, and the index behind it. */
export interface ScannedNumber {
  readonly value: Rational;
  readonly end: number;
}

/** Every notation of one number that verifiers accept. */
export const allNotations: NumberNotations = { fractions: true, powersOfTen: true };

/**
 * Reads one number at the start of `text`: an optional sign (`+`, `-` or the minus sign U+2212), ASCII digits, in groups
 * of three behind commas or not at all grouped, an optional decimal part, and the notations asked for. Exact: no float
 * is involved. Nothing but this grammar is understood, and nothing is evaluated.
 */
export function scanNumber(
  text: string,
  notations: NumberNotations,
  work: WorkCounter,
): Parsed<ScannedNumber> {
  const sign = scanSign(text, 0);
  const mantissa = scanMantissa(text, sign.end, work);
  if (mantissa === undefined) return unreadable(`${preview(text)} does not start with a number`);
  if (mantissa.digits > maximumDigits) return tooLong(mantissa.digits);
  const signed = multiply(mantissa.value, rational(sign.value));

  if (notations.fractions && mantissa.whole) {
    const denominator = scanDenominator(text, mantissa.end, work);
    if (denominator !== undefined) {
      if (denominator.digits > maximumDigits) return tooLong(denominator.digits);
      if (denominator.value === 0n) return unreadable(`${preview(text)} divides by zero`);
      return parsed({ value: multiply(signed, rational(1n, denominator.value)), end: denominator.end });
    }
  }
  if (!notations.powersOfTen) return parsed({ value: signed, end: mantissa.end });
  const exponent = scanExponent(text, mantissa.end);
  if (exponent === undefined) return parsed({ value: signed, end: mantissa.end });
  if (Math.abs(exponent.value) > maximumExponent) {
    return unreadable(`the exponent of ${preview(text)} is beyond ${maximumExponent}`, "answer_limit");
  }
  return parsed({ value: multiply(signed, powerOfTen(exponent.value)), end: exponent.end });
}

/** Reads a text that is one number and nothing else. */
export function parseNumber(text: string, notations: NumberNotations, work: WorkCounter): Parsed<Rational> {
  const number = scanNumber(text, notations, work);
  if (!number.ok) return number;
  if (number.value.end < text.length) return unreadable(`${preview(text)} is not one number`);
  return parsed(number.value.value);
}

function tooLong(digits: number): Parsed<never> {
  return unreadable(`a number of ${digits} digits is longer than ${maximumDigits}`, "answer_limit");
}

interface Mantissa {
  readonly value: Rational;
  readonly end: number;
  readonly digits: number;
  /** No decimal point was written. */
  readonly whole: boolean;
}

function scanMantissa(text: string, start: number, work: WorkCounter): Mantissa | undefined {
  const integer = scanGroupedDigits(text, start, work);
  const point = text[integer.end] === ".";
  const fraction = point ? scanDigits(text, integer.end + 1, work) : "";
  const digits = integer.digits + fraction;
  if (digits === "") return undefined;
  const end = integer.end + (point ? 1 + fraction.length : 0);
  if (digits.length > maximumDigits) return { value: rational(0n), end, digits: digits.length, whole: false };
  const value = multiply(rational(BigInt(digits)), powerOfTen(-fraction.length));
  return { value, end, digits: digits.length, whole: !point };
}

/** Digits with commas before each group of three, or with none. `0,123` keeps its comma out: it reads as a decimal elsewhere. */
function scanGroupedDigits(text: string, start: number, work: WorkCounter): { digits: string; end: number } {
  let digits = scanDigits(text, start, work);
  let end = start + digits.length;
  if (digits.length > 3 || digits.startsWith("0")) return { digits, end };
  while (digits !== "" && text[end] === ",") {
    const group = scanDigits(text, end + 1, work);
    if (group.length !== 3) break;
    digits += group;
    end += 4;
  }
  return { digits, end };
}

function scanDenominator(text: string, start: number, work: WorkCounter) {
  const slash = skipSpaces(text, start);
  if (text[slash] !== "/") return undefined;
  const first = skipSpaces(text, slash + 1);
  const digits = scanDigits(text, first, work);
  if (digits === "") return undefined;
  const value = digits.length > maximumDigits ? 1n : BigInt(digits);
  return { value, digits: digits.length, end: first + digits.length };
}

function scanExponent(text: string, start: number): { value: number; end: number } | undefined {
  const match = /^(?:[eE]| {0,2}[*x×·] {0,2}10\^)([+\-−]?)(\d{1,6})(?!\d)/u.exec(
    text.slice(start, start + 24),
  );
  if (match === null) return undefined;
  const value = Number(match[2]);
  return { value: match[1] === "" || match[1] === "+" ? value : -value, end: start + match[0].length };
}

function scanSign(text: string, start: number): { value: bigint; end: number } {
  const sign = text[start];
  if (sign === "+") return { value: 1n, end: start + 1 };
  if (sign === "-" || sign === "−") return { value: -1n, end: start + 1 };
  return { value: 1n, end: start };
}

function scanDigits(text: string, start: number, work: WorkCounter): string {
  let end = start;
  while (isDigit(text.charCodeAt(end))) end++;
  work.take(end - start + 1);
  return text.slice(start, end);
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

function skipSpaces(text: string, start: number): number {
  let end = start;
  while (isSpace(text.charCodeAt(end))) end++;
  return end;
}
