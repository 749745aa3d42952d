import { z } from "zod";
import { allNotations, parseNumber } from "../numbers/scan-number.ts";
import { equalRationals, type Rational, rationalText } from "../numbers/rational.ts";
import { parseTruth } from "../parse-truth.ts";
import { createTextVerifier } from "../text-verifier.ts";
import type { Verifier } from "../verifier.ts";

const Truth = z.strictObject({ value: z.string() });

/**
 * One exact number. Truth `{ "value": "27" }`, in the notations that answers may use too: integers, fractions of
 * integers, finite decimals, powers of ten; see `scanNumber`. Equal means equal as exact rationals: `0.75` and `6/8` are,
 * `0.3333` and `1/3` are not.
 */
export const mathNumber: Verifier = createTextVerifier<Rational, Rational>({
  name: "math/number",
  version: "1",
  domain: "math",
  parseGold: (truth, work) => parseTruth(Truth, truth, ({ value }) => parseNumber(value, allNotations, work)),
  parseAnswer: (text, work) => parseNumber(text, allNotations, work),
  answerKey: (value) => rationalText(value),
  compare: (answer, gold, work) => {
    work.take();
    return equalRationals(answer, gold)
      ? { equal: true, reason: "equal.number" }
      : {
          equal: false,
          reason: "different.number",
          message: `${rationalText(answer)} is not the value asked for`,
        };
  },
});
