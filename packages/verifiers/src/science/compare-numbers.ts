import { equalRationals, multiply, powerOfTen, type Rational, rational } from "../numbers/rational.ts";
import type { WrittenNumber } from "./read-number.ts";
import type { Measure } from "./read-unit.ts";

/** What a rule can say of two answers. */
export type Agreement = "equal" | "different" | "unclear";

/** A number in a unit, as it was written. */
export interface MeasuredNumber {
  readonly number: WrittenNumber;
  readonly measure: Measure;
}

/** How much an answer may differ. */
export interface Leeway {
  /** A share of the gold; the significant figures decide where it is left out. */
  readonly tolerance?: number | undefined;
  /** Whether the gold has a unit: a whole number without one is a count, and exact. */
  readonly measured: boolean;
}

/** Whole numbers that measure something may differ by half of one, and by this share. */
const wholeShare = rational(1n, 200n);
/** Numbers of one significant figure may differ by this share: half a unit of `2` is a quarter of it. */
const oneFigureShare = rational(1n, 20n);
/** Whether an answer has fewer figures; of temperatures whose zeros differ, whether its last place is higher. */
function isCoarser(answer: MeasuredNumber, gold: MeasuredNumber): boolean {
  if (answer.number.fraction) return false;
  return hasOffset(answer.measure) === hasOffset(gold.measure)
    ? answer.number.figures < gold.number.figures
    : answer.number.place > gold.number.place;
}

function hasOffset({ offset }: Measure): boolean {
  return offset.numerator !== 0n;
}

/** An answer with fewer figures than the gold has at least so many. */
const enoughFigures = 3;

/**
 * Compares an answer with a gold number of the same dimension, in the gold's unit and exactly:
 * equal values are equal. With a tolerance, values within that share of the gold are. Otherwise an answer with at least as many significant
 * figures as the gold must be within half a unit of the gold's last place, and one with fewer, but three or more, must be what the gold
 * rounds to. Whole golds without a unit are exact; see the constants for whole golds with one and for golds of one figure. Fewer than
 * three figures of a longer gold are `unclear`.
 */
export function compareNumbers(answer: MeasuredNumber, gold: MeasuredNumber, leeway: Leeway): Agreement {
  const goldValue = gold.number.value;
  const value = convert(answer.number.value, answer.measure, gold.measure);
  if (equalRationals(value, goldValue)) return "equal";
  const apart = absolute(subtract(value, goldValue));
  if (leeway.tolerance !== undefined)
    return isAtMost(apart, multiply(decimalOf(leeway.tolerance), absolute(goldValue)))
      ? "equal"
      : "different";
  if (goldValue.numerator === 0n || goldValue.numerator < 0n !== value.numerator < 0n) return "different";
  const shareOf = (share: Rational) => isAtMost(apart, multiply(share, absolute(goldValue)));

  if (gold.number.fraction || isCoarser(answer, gold))
    return answer.number.fraction ? "different" : compareRounded(answer, gold, leeway);

  if (!isAtMost(apart, halfUnit(gold.number.place))) return "different";
  if (gold.number.whole) {
    if (!shareOf(wholeShare) && !hasOffset(gold.measure))
      return gold.number.figures >= 2 && leeway.measured ? "unclear" : "different";
    return leeway.measured ? "equal" : gold.number.figures >= enoughFigures ? "unclear" : "different";
  }
  if (gold.number.figures >= 2) return "equal";
  return shareOf(oneFigureShare) ? "equal" : "unclear";
}

/** An answer with fewer figures than the gold: whether the gold rounds to it. */
function compareRounded(answer: MeasuredNumber, gold: MeasuredNumber, leeway: Leeway): Agreement {
  const goldThere = convert(gold.number.value, gold.measure, answer.measure);
  const apart = absolute(subtract(goldThere, answer.number.value));
  if (!isAtMost(apart, halfUnit(answer.number.place))) return "different";
  // A count is not rounded: 120 people are not 123.
  if (gold.number.whole && !leeway.measured) return "different";
  return answer.number.figures >= enoughFigures && !gold.number.whole ? "equal" : "unclear";
}

/** A value of one unit in another of the same dimension. */
function convert(value: Rational, from: Measure, to: Measure): Rational {
  if (equalRationals(from.factor, to.factor) && equalRationals(from.offset, to.offset)) return value;
  const inSi = add(multiply(value, from.factor), from.offset);
  return divide(subtract(inSi, to.offset), to.factor);
}

function halfUnit(place: number): Rational {
  return multiply(powerOfTen(place), rational(1n, 2n));
}

/** A JavaScript number as the decimal it prints as. */
function decimalOf(value: number): Rational {
  const [, integer = "0", decimals = "", exponent = "0"] =
    /^(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(value.toString()) ?? [];
  return multiply(rational(BigInt(integer + decimals)), powerOfTen(Number(exponent) - decimals.length));
}

function add(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

function subtract(a: Rational, b: Rational): Rational {
  return add(a, { ...b, numerator: -b.numerator });
}

/** Units' factors are above 0. */
function divide(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.denominator, a.denominator * b.numerator);
}

function absolute(value: Rational): Rational {
  return value.numerator < 0n ? { ...value, numerator: -value.numerator } : value;
}

function isAtMost(a: Rational, b: Rational): boolean {
  return a.numerator * b.denominator <= b.numerator * a.denominator;
}
