import { z } from "zod";
import { trimmedSpan } from "../extraction/trimmed-span.ts";
import { equalRationals, multiply, type Rational, rationalText } from "../numbers/rational.ts";
import { allNotations, parseNumber, scanNumber } from "../numbers/scan-number.ts";
import { parsed, type Parsed } from "../parsed.ts";
import { parseTruth } from "../parse-truth.ts";
import type { Comparison } from "../comparison.ts";
import { createTextVerifier } from "../text-verifier.ts";
import type { Verifier } from "../verifier.ts";
import type { WorkCounter } from "../work-counter.ts";
import { parseUnit } from "./parse-unit.ts";
import type { Dimension } from "./units.ts";

/** A value in coherent SI units. */
interface Quantity {
  readonly value: Rational;
  readonly dimension: Dimension;
  /** No unit was written. */
  readonly bare: boolean;
}

const Truth = z.strictObject({ value: z.string(), unit: z.string() });

/**
 * A number with a unit. Truth `{ "value": "256", "unit": "N" }`; the unit is `""` for a pure number. An answer is right
 * when it has the same dimension and exactly the same value after conversion to SI: `0.256 kN` is 256 N, `256.1 N` is not.
 * The tolerance is zero: tasks have exact answers, and conversion factors are exact rationals. Units of one dimension
 * are not told apart by meaning: `N*m` equals `J`, `Hz` equals `Bq`, `rad` equals 1.
 */
export const scienceQuantity: Verifier = createTextVerifier<Quantity, Quantity>({
  name: "science/quantity",
  version: "1",
  domain: "science",
  parseGold: (truth, work) =>
    parseTruth(Truth, truth, ({ value, unit }) => {
      const number = parseNumber(value, allNotations, work);
      return number.ok ? withUnit(number.value, unit, work) : number;
    }),
  parseAnswer: (text, work) => {
    const number = scanNumber(text, allNotations, work);
    if (!number.ok) return number;
    const { start, end } = trimmedSpan(text, number.value.end, text.length);
    return withUnit(number.value.value, text.slice(start, end), work);
  },
  answerKey: ({ value, dimension }) => `${rationalText(value)} ${dimension.join(" ")}`,
  compare: (answer, gold, work): Comparison => {
    work.take();
    if (answer.bare && !gold.bare) {
      return { equal: false, reason: "different.no-unit", message: "the answer has no unit" };
    }
    if (answer.dimension.some((exponent, index) => exponent !== gold.dimension[index])) {
      return { equal: false, reason: "different.dimension", message: "the unit measures something else" };
    }
    return equalRationals(answer.value, gold.value)
      ? { equal: true, reason: "equal.quantity" }
      : {
          equal: false,
          reason: "different.value",
          message: `${rationalText(answer.value)} SI is not the value asked for`,
        };
  },
});

function withUnit(number: Rational, unitText: string, work: WorkCounter): Parsed<Quantity> {
  const unit = parseUnit(unitText, work);
  if (!unit.ok) return unit;
  return parsed({
    value: multiply(number, unit.value.factor),
    dimension: unit.value.dimension,
    bare: unitText === "",
  });
}
