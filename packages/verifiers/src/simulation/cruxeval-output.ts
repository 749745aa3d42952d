import { z } from "zod";
import { type Parsed, parsed, unreadable } from "../parsed.ts";
import { parseTruth } from "../parse-truth.ts";
import type { Verifier } from "../verifier.ts";
import type { WorkCounter } from "../work-counter.ts";
import { createAnswerVerifier, type Judgement } from "./answer-verifier.ts";
import { cruxevalWindowChars, extractCruxeval, readOutputAnswer } from "./cruxeval-answer.ts";
import { extractPublishedCruxeval, judgePublished } from "./cruxeval-published.ts";
import { EntryPoint, readGoldArguments, readGoldLiteral, withoutProgram } from "./cruxeval-truth.ts";
import type { Assertion } from "./parse-assertion.ts";
import { argumentsKey, type LiteralArguments } from "./parse-call.ts";
import { equalPythonValues } from "./python-equality.ts";
import type { PythonValue } from "./python-value-type.ts";
import { unreadableAnswer } from "./unreadable-answer.ts";

const Truth = z.strictObject({
  output: z.string(),
  input: z.string().optional(),
  program: z.string().optional(),
  entryPoint: EntryPoint,
});

interface Gold {
  readonly output: PythonValue;
  /** `undefined` where the truth names none, or none that is a literal. */
  readonly input: LiteralArguments | undefined;
  readonly program: string | undefined;
  readonly entryPoint: string;
}

/**
 * CruxEval: what a function returns for given arguments. Truth `{ "output": "[3, 2]", "input": "[1, 1, 3]", "program": "def f(nums): …" }`;
 * only `output` is needed. The answer is `assert f([1, 1, 3]) == [3, 2]`, about this function and these arguments, or the literal
 * alone; nothing is run, and `==` of Python decides.
 */
export const simulationCruxevalOutput: Verifier = createAnswerVerifier<Gold>({
  name: "simulation/cruxeval-output",
  domain: "simulation",
  options: { windowChars: cruxevalWindowChars },
  windowChars: cruxevalWindowChars,
  parseGold: (truth, mode) =>
    parseTruth(Truth, truth, (shape) =>
      mode === "published" && shape.program === undefined
        ? unreadable("published mode runs the `program`, and the truth has none", "gold_parse")
        : readGold(shape),
    ),
  needsSandbox: (_gold, mode) => mode === "published",
  mayRunCode: (mode) => mode === "published",
  extract: (response, mode, work) =>
    mode === "published" ? extractPublishedCruxeval(response) : extractCruxeval(response, "output", work),
  judge: (text, gold, tools) =>
    tools.mode === "published"
      ? judgePublished(text, gold.program ?? "", tools)
      : judgeStrictly(text, gold, tools.work),
});

function readGold({ output, input, program, entryPoint }: z.infer<typeof Truth>): Parsed<Gold> {
  const expected = readGoldLiteral(output);
  if (!expected.ok) return expected;
  const given = input === undefined ? parsed(undefined) : readGoldArguments(input);
  if (!given.ok) return given;
  return parsed({ output: expected.value, input: given.value, program, entryPoint });
}

function judgeStrictly(text: string, gold: Gold, work: WorkCounter): Judgement {
  const answer = readOutputAnswer(withoutProgram(text, gold.program), work);
  if (!answer.ok) return unreadableAnswer(answer);
  const value = "callee" in answer.value ? answer.value.right : answer.value;
  if (value === undefined)
    return {
      kind: "failed",
      reason: "answer.unreadable",
      error: { class: "format", message: "the assertion compares with nothing" },
    };
  if ("callee" in answer.value && !isAboutGold(answer.value, gold, work))
    return {
      kind: "compared",
      comparison: {
        equal: false,
        reason: "different.call",
        message: "the assertion is about another call than the one asked about",
      },
    };
  const equal = equalPythonValues(value, gold.output, { equality: "python", work });
  return {
    kind: "compared",
    comparison: equal
      ? { equal, reason: "equal.python" }
      : {
          equal,
          reason: value.type === gold.output.type ? "different.value" : "different.type",
          message: `a ${value.type} is not the ${gold.output.type} that the function returns`,
        },
  };
}

/** Arguments of the truth that are no literals, such as `range(3)`, are not compared: the value behind `==` must be right anyway. */
function isAboutGold(assertion: Assertion, gold: Gold, work: WorkCounter): boolean {
  if (assertion.callee !== gold.entryPoint) return false;
  if (gold.input === undefined) return true;
  const given = assertion.arguments;
  return given !== undefined && argumentsKey(given, work) === argumentsKey(gold.input, work);
}
