import { z } from "zod";
import { parseTruth } from "../parse-truth.ts";
import type { Verifier } from "../verifier.ts";
import { createWorkCounter } from "../work-counter.ts";
import { createAnswerVerifier } from "./answer-verifier.ts";
import { codeioWindowChars, extractCodeio, readCodeioAnswer, readCodeioGold } from "./codeio-answer.ts";
import { comparePublished, extractPublishedCodeio } from "./codeio-published.ts";
import { equalJsonData } from "./equal-json-data.ts";
import type { PythonValue } from "./python-value-type.ts";
import { unreadableAnswer } from "./unreadable-answer.ts";

const Truth = z.strictObject({ output: z.string() });

/** People round what they work out by hand. */
const tolerance = 1e-6;

/**
 * Code I/O: what a program returns for an input. Truth `{ "output": "[1, 2.5]" }`, JSON or a Python literal of JSON data. The answer is the
 * last value under the key `output`, or a value alone in a fence or a box; see {@link equalJsonData} for what is equal.
 */
export const simulationCodeioOutput: Verifier = createAnswerVerifier<PythonValue>({
  name: "simulation/codeio-output",
  domain: "simulation",
  options: { tolerance, windowChars: codeioWindowChars },
  windowChars: codeioWindowChars,
  parseGold: (truth) => parseTruth(Truth, truth, ({ output }) => readCodeioGold(output, createWorkCounter())),
  needsSandbox: () => false,
  mayRunCode: () => false,
  extract: (response, mode, work) =>
    mode === "published" ? extractPublishedCodeio(response) : extractCodeio(response, "output", work),
  judge: (text, gold, { mode, work }) => {
    if (mode === "published") return { kind: "compared", comparison: comparePublished(text, gold, work) };
    const answer = readCodeioAnswer(text, "output", work);
    if (!answer.ok) return unreadableAnswer(answer);
    const equal = equalJsonData(answer.value, gold, { tolerance, work });
    const sameType = answer.value.type === gold.type;
    return {
      kind: "compared",
      comparison: equal
        ? { equal, reason: "equal.python" }
        : {
            equal,
            reason: sameType ? "different.value" : "different.type",
            message: sameType
              ? `it is another ${gold.type}`
              : `a ${answer.value.type} is not the ${gold.type} asked for`,
          },
    };
  },
  judgeMissing: (gold, mode) =>
    mode === "published"
      ? { kind: "compared", comparison: comparePublished(undefined, gold, createWorkCounter()) }
      : undefined,
});
