import type { Comparison } from "../comparison.ts";
import { preview } from "../parsed.ts";
import { multiply, powerOfTen } from "../numbers/rational.ts";
import { type Agreement, compareNumbers, type Leeway, type MeasuredNumber } from "./compare-numbers.ts";
import { equalShortTexts } from "./compare-texts.ts";
import type { WrittenNumber } from "./read-number.ts";
import type { WrittenQuantity } from "./read-quantity.ts";
import { type Measure, noMeasure, readUnit, sameDimension } from "./read-unit.ts";
import { createWorkCounter } from "../work-counter.ts";
import { otherQuantities } from "./unit-names.ts";

/** `5` for `$5`, `50` for `0.5` or for `50,000`: what a question may settle without a unit. */
const settledPowers = [2, -2, 3, -3, 6, -6, 9, -9];

/**
 * Compares an answer with a gold quantity. `undefined` where no rule is sure: different names, a unit on one side only, words that are no
 * unit, a number where a range is asked for, precision that is not enough.
 */
export function compareQuantities(
  answer: WrittenQuantity,
  gold: WrittenQuantity,
  tolerance?: number,
): Comparison | undefined {
  if (answer.name !== "" && gold.name !== "" && answer.name !== gold.name) return undefined;
  if (gold.upTo === undefined && answer.upTo !== undefined)
    return { equal: false, reason: "different.range", message: "a range is not the number asked for" };
  if (gold.upTo !== undefined && answer.upTo === undefined) return undefined;
  const agreement = agreementOf(answer, gold, tolerance);
  if (agreement === undefined || agreement === "unclear") return undefined;
  if (agreement === "equal") return { equal: true, reason: "equal.quantity" };
  return agreement === "dimension"
    ? {
        equal: false,
        reason: "different.dimension",
        message: `${preview(answer.unit)} measures something else`,
      }
    : { equal: false, reason: "different.value", message: "the value is not the one asked for" };
}

function agreementOf(
  answer: WrittenQuantity,
  gold: WrittenQuantity,
  tolerance: number | undefined,
): Agreement | "dimension" | undefined {
  const leeway = { tolerance, measured: gold.unit !== "" };
  const bothIn = (measures: readonly [Measure, Measure]) => compareEnds(answer, gold, { measures, leeway });
  const rawly = bothIn([noMeasure, noMeasure]);
  if (answer.measures.length === 0 || gold.measures.length === 0)
    return equalShortTexts(answer.unit, gold.unit) ? rawly : undefined;

  const pairs = answer.measures.flatMap((one) =>
    gold.measures.filter((other) => sameDimension(one, other)).map((other) => [one, other] as const),
  );
  const oneBare = (answer.unit === "") !== (gold.unit === "");
  if (pairs.length > 0) {
    const found = pairs.map(bothIn);
    if (found.includes("equal")) return "equal";
    // `300 K` of warming is `300 °C` of it; and half a circle is 180, with its sign or without.
    if (found.includes("unclear") || (oneBare && rawly !== "different")) return "unclear";
    if (pairs.some(([a, b]) => isTemperatureStep(a, b)) && rawly !== "different") return "unclear";
    return answer.unit === "" && gold.upTo === undefined
      ? settledByQuestion(answer, gold, leeway)
      : "different";
  }
  if (oneBare) return rawly === "equal" && isMoney(answer.unit === "" ? gold : answer) ? "equal" : "unclear";
  if (hasUncommonQuantity(answer) !== hasUncommonQuantity(gold)) return "unclear";
  return hasSecondMeaning(answer, gold) || hasSecondMeaning(gold, answer) ? "unclear" : "dimension";
}

interface Basis {
  readonly measures: readonly [Measure, Measure];
  readonly leeway: Leeway;
}

function compareEnds(answer: WrittenQuantity, gold: WrittenQuantity, basis: Basis): Agreement {
  const [own, other] = basis.measures;
  const compare = (one: WrittenNumber, goldNumber: WrittenNumber): Agreement =>
    compareWithSpread(
      { number: one, measure: own },
      { number: goldNumber, measure: other },
      gold,
      basis.leeway,
    );
  const low = compare(answer.number, gold.number);
  if (answer.upTo === undefined || gold.upTo === undefined) return low;
  const high = compare(answer.upTo, gold.upTo);
  if (low === "different" || high === "different") return "different";
  return low === "equal" && high === "equal" ? "equal" : "unclear";
}

/** A gold with an uncertainty says itself how far an answer may be off. */
function compareWithSpread(
  answer: MeasuredNumber,
  gold: MeasuredNumber,
  { uncertainty }: WrittenQuantity,
  leeway: Leeway,
): Agreement {
  const agreement = compareNumbers(answer, gold, leeway);
  if (uncertainty === undefined || agreement !== "different") return agreement;
  const share = ratio(uncertainty, gold.number);
  return share === undefined ? agreement : compareNumbers(answer, gold, { ...leeway, tolerance: share });
}

function ratio(part: WrittenNumber, whole: WrittenNumber): number | undefined {
  const share =
    (Number(part.value.numerator) / Number(part.value.denominator)) *
    (Number(whole.value.denominator) / Number(whole.value.numerator));
  return Number.isFinite(share) && share !== 0 ? Math.abs(share) : undefined;
}

/** A pure number may be in thousands, or in percent, where the question says so. */
function settledByQuestion(answer: WrittenQuantity, gold: WrittenQuantity, leeway: Leeway): Agreement {
  const isSettled = settledPowers.some((exponent) => {
    const value = multiply(answer.number.value, powerOfTen(exponent));
    const number = { ...answer.number, value, place: answer.number.place + exponent };
    const scaled = compareNumbers(
      { number, measure: noMeasure },
      { number: gold.number, measure: noMeasure },
      leeway,
    );
    return scaled === "equal";
  });
  return isSettled ? "unclear" : "different";
}

function isTemperatureStep(a: Measure, b: Measure): boolean {
  return a.offset.numerator !== 0n || b.offset.numerator !== 0n;
}

function isMoney({ measures }: WrittenQuantity): boolean {
  return measures.some(({ dimension }) => dimension.slice(7, 12).some((exponent) => exponent !== 0));
}

/** Revolutions and decibels: how they relate to the SI is a matter of convention. */
function hasUncommonQuantity({ measures }: WrittenQuantity): boolean {
  const from = 7 + otherQuantities.indexOf("decibel");
  return measures.some(({ dimension }) => dimension.slice(from).some((exponent) => exponent !== 0));
}

/** Symbols that people also use for another unit: `25 C` for `25 °C`, `0.5 m` for `0.5 mol/kg`, `2 g` for twice the acceleration. */
const secondMeanings: Readonly<Record<string, readonly string[]>> = {
  C: ["°C"],
  F: ["°F"],
  k: ["K"],
  m: ["mol/kg"],
  M: ["g/mol"],
  N: ["mol/L"],
  g: ["m/s^2"],
  G: ["m/s^2", "J"],
  S: ["J/K"],
};

function hasSecondMeaning(one: WrittenQuantity, other: WrittenQuantity): boolean {
  if (!Object.hasOwn(secondMeanings, one.unit)) return false;
  const work = createWorkCounter();
  return (secondMeanings[one.unit] ?? []).some((meaning) =>
    readUnit(meaning, work).some((measure) => other.measures.some((known) => sameDimension(measure, known))),
  );
}
