import type { Comparison } from "../comparison.ts";
import { equalRationals, multiply, powerOfTen, type Rational, rational } from "../numbers/rational.ts";
import type { Quantity } from "./quantity.ts";
import { isAgeOrTime } from "./vocabulary.ts";

/** How a truth wants its numbers compared. */
export interface NumberRules {
  /** Relative to the gold; by default a thousandth, and only where the gold is no whole number. */
  readonly tolerance: Rational | undefined;
  /** The question asks for a percentage: where neither side has a sign, a share and its hundredfold are the same. */
  readonly percent: boolean;
}

/** The relative tolerance where a truth states none. */
const usualTolerance = rational(1n, 1000n);

/** A gold number with more places behind the point comes out of a computation, not out of a table. */
const printedDecimals = 4;

/**
 * Whole numbers and years are exact; other numbers agree within the tolerance, and a gold as tables print it also in every place
 * that both have. `12.5%` is 0.125, and also 12.5 where the other side leaves the sign out.
 */
export function compareQuantities(answer: Quantity, gold: Quantity, rules: NumberRules): Comparison {
  if (!sameOrUnsaid(answer.unit, gold.unit) || !sameOrUnsaid(answer.currency, gold.currency))
    return different("unit", "the unit is another one");
  if (answer.percent && !gold.percent && isYear(gold))
    return different("percentage", "a year is no percentage");
  const readings = sameUnit(answer, gold, rules.percent);
  if (readings.some(([given, wanted]) => agree(given, wanted, isYear(gold) ? undefined : rules.tolerance)))
    return { equal: true, reason: answer.percent === gold.percent ? "equal.number" : "equal.percentage" };
  return different("number", "the number is another one");
}

/** Whether two units are the same, or one side leaves it out. */
export function sameOrUnsaid(answer: string, gold: string): boolean {
  return answer === "" || gold === "" || answer === gold;
}

/** The same for a range or a limit: there an answer may add a unit of age or time only. */
export function sameUnitOfRange(answer: string, gold: string): boolean {
  return answer === "" || answer === gold || (gold === "" && isAgeOrTime(answer));
}

/**
 * Both without a sign, in the ways that they can mean the same. A gold without a sign may still count in per cent, since tables name
 * the unit in their header; amounts above 1,000 do not.
 */
function sameUnit(
  answer: Quantity,
  gold: Quantity,
  percentAsked: boolean,
): (readonly [Quantity, Quantity])[] {
  const asWritten = [answer, gold] as const;
  if (answer.percent && !gold.percent) {
    const asShare = [shifted(answer, -2), gold] as const;
    return isLess(rational(1000n), magnitude(gold.value)) ? [asShare] : [asWritten, asShare];
  }
  if (gold.percent && !answer.percent) return [asWritten, [shifted(answer, 2), gold]];
  if (answer.percent || !percentAsked || isYear(gold)) return [asWritten];
  const isShare = magnitude(gold.value).numerator <= gold.value.denominator;
  return [asWritten, [shifted(answer, isShare ? -2 : 2), gold]];
}

function shifted(quantity: Quantity, zeros: number): Quantity {
  const value = multiply(quantity.value, powerOfTen(zeros));
  return { ...quantity, value, decimals: quantity.decimals - zeros };
}

function agree(answer: Quantity, gold: Quantity, tolerance: Rational | undefined): boolean {
  if (equalRationals(answer.value, gold.value)) return true;
  if (isYear(gold) || (tolerance === undefined && isInteger(gold.value))) return false;
  const distance = magnitude(minus(answer.value, gold.value));
  const allowed = multiply(magnitude(gold.value), tolerance ?? usualTolerance);
  if (isLess(allowed, distance)) return false;
  if (tolerance !== undefined || gold.decimals > printedDecimals) return true;
  // Cut or rounded to the places of the shorter one, the two are the same.
  const lastPlace = powerOfTen(-Math.min(answer.decimals, gold.decimals));
  return isLess(distance, lastPlace);
}

function isYear({ plainYear, unit }: Quantity): boolean {
  return plainYear && unit === "";
}

function isInteger({ numerator, denominator }: Rational): boolean {
  return numerator % denominator === 0n;
}

function magnitude({ numerator, denominator }: Rational): Rational {
  return rational(numerator < 0n ? -numerator : numerator, denominator);
}

function minus(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.denominator - b.numerator * a.denominator, a.denominator * b.denominator);
}

function isLess(a: Rational, b: Rational): boolean {
  return a.numerator * b.denominator < b.numerator * a.denominator;
}

function different(what: string, message: string): Comparison {
  return { equal: false, reason: `different.${what}`, message };
}
