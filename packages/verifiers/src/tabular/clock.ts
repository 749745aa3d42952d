import { equalRationals, multiply, type Rational, rational } from "../numbers/rational.ts";
import { sameUnitOfRange } from "./equal-quantities.ts";
import { isSign, type Quantity } from "./quantity.ts";
import type { NumberToken, Token } from "./tokens.ts";
import { isUnit, unitKey } from "./vocabulary.ts";

/** Numbers with colons between them: a time of day, a duration, or a ratio. */
export interface Clock {
  readonly fields: readonly Rational[];
  /** Every field behind the first has two digits before its point, and is below 60; otherwise it is a ratio. */
  readonly isTime: boolean;
  readonly unit: string;
}

/** Days, hours, minutes and seconds. */
const maximumFields = 4;

/** Reads `4:11.64`, `2:30 p.m.`, `1:2`. A time of the afternoon is the one of the 24-hour clock. */
export function readClock(tokens: readonly Token[]): Clock | undefined {
  const numbers: NumberToken[] = [];
  let index = 0;
  for (;;) {
    const token = tokens[index];
    if (token?.type !== "number" || numbers.length === maximumFields) return undefined;
    numbers.push(token);
    if (!isSign(tokens[index + 1], ":")) break;
    index += 2;
  }
  const [, ...later] = numbers;
  if (later.length === 0) return undefined;
  const isTime = later.every(({ text }) => /^[0-5]\d(?:\.\d{1,9})?$/.test(text));
  const behind = tokens.slice(index + 1);
  const fields = numbers.map(({ value }) => value);
  const half = behind
    .map(({ text }) => text)
    .join("")
    .replaceAll(".", "");
  if (half === "am" || half === "pm") {
    const shown = isTime ? onDayClock(fields, half) : undefined;
    return shown === undefined ? undefined : { fields: shown, isTime, unit: "" };
  }
  return isUnit(behind) ? { fields, isTime, unit: unitKey(behind) } : undefined;
}

function onDayClock([hour, ...rest]: readonly Rational[], half: "am" | "pm"): Rational[] | undefined {
  const shown = hour?.denominator === 1n ? hour.numerator : 0n;
  if (shown < 1n || shown > 12n) return undefined;
  return [rational((shown % 12n) + (half === "pm" ? 12n : 0n)), ...rest];
}

/** The same fields, or the same ratio. */
export function equalClocks(answer: Clock, gold: Clock): boolean {
  if (!sameUnitOfRange(answer.unit, gold.unit)) return false;
  if (answer.fields.length !== gold.fields.length) return false;
  const [a, b] = [ratioOf(answer), ratioOf(gold)];
  if (a !== undefined && b !== undefined) return equalRationals(a, b);
  return gold.fields.every((field, index) => equalRationals(field, answer.fields[index] ?? rational(-1n)));
}

/** Whether a number is the value of the gold's ratio: 1:2 is a half. */
export function isRatioValue(answer: Quantity, gold: Clock): boolean {
  const ratio = ratioOf(gold);
  return ratio !== undefined && !answer.percent && equalRationals(answer.value, ratio);
}

/** What a ratio of two numbers comes to; a time is none. */
export function ratioOf({ fields, isTime }: Clock): Rational | undefined {
  const [first, second, ...others] = fields;
  if (isTime || first === undefined || second === undefined || others.length > 0) return undefined;
  if (second.numerator === 0n) return undefined;
  return multiply(first, rational(second.denominator, second.numerator));
}
