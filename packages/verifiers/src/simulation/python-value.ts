import { z } from "zod";
import { answerMarker } from "../extraction/extract-marked.ts";
import { unreadable } from "../parsed.ts";
import { parseTruth } from "../parse-truth.ts";
import type { Comparison } from "../comparison.ts";
import { createTextVerifier } from "../text-verifier.ts";
import type { Verifier } from "../verifier.ts";
import { equalPythonValues, pythonKey } from "./python-equality.ts";
import { parsePythonLiteral } from "./python-literal.ts";
import type { PythonValue } from "./python-value-type.ts";

const Truth = z.strictObject({ value: z.string() });

/**
 * What a Python program returns. Truth `{ "value": "[5, 7]" }`, a Python literal. Equal as in Python (`1` and `1.0` are,
 * a list and a tuple are not, sets and dicts have no order), with one exception: `True` is not `1`, at any depth,
 * since a program that returns the one does not return the other.
 */
export const simulationPythonValue: Verifier = createTextVerifier<PythonValue, PythonValue>({
  name: "simulation/python-value",
  version: "1",
  domain: "simulation",
  parseGold: (truth, work) =>
    parseTruth(Truth, truth, ({ value }) =>
      value.includes(answerMarker)
        ? unreadable(`no answer can hold a ${answerMarker}; write it as \\x23`, "gold_parse")
        : parsePythonLiteral(value, work),
    ),
  parseAnswer: (text, work) => parsePythonLiteral(text, work),
  answerKey: (value, work) => pythonKey(value, "typed", work),
  compare: (answer, gold, work): Comparison => {
    if (equalPythonValues(answer, gold, { equality: "typed", work }))
      return { equal: true, reason: "equal.python" };
    return answer.type === gold.type
      ? { equal: false, reason: "different.value", message: `it is another ${answer.type}` }
      : {
          equal: false,
          reason: "different.type",
          message: `a ${answer.type} is not the ${gold.type} asked for`,
        };
  },
});
