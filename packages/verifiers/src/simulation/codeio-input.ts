import { z } from "zod";
import { type Parsed, parsed, unreadable } from "../parsed.ts";
import { parseTruth } from "../parse-truth.ts";
import type { Verifier } from "../verifier.ts";
import { createWorkCounter } from "../work-counter.ts";
import { createAnswerVerifier, type Judgement, type JudgeTools } from "./answer-verifier.ts";
import { programLimits } from "./call-program.ts";
import { codeioWindowChars, extractCodeio, readCodeioAnswer, readCodeioGold } from "./codeio-answer.ts";
import { comparePublished, extractPublishedCodeio } from "./codeio-published.ts";
import { equalJsonData } from "./equal-json-data.ts";
import { judgeCall } from "./judge-call.ts";
import { parseJson } from "./json-or-python.ts";
import type { PythonValue } from "./python-value-type.ts";
import { unreadableAnswer } from "./unreadable-answer.ts";

const Truth = z.strictObject({
  program: z.string().optional(),
  entryPoint: z
    .string()
    .regex(/^[A-Za-z_]\w*$/)
    .default("main_solution"),
  output: z.string().optional(),
  input: z.string().optional(),
});

interface Gold {
  /** What is run, and the value that it must return. */
  readonly run?: { readonly program: string; readonly entryPoint: string; readonly output: PythonValue };
  /** An input known to be right. */
  readonly input?: PythonValue;
}

/** Two machines may differ in the last digits of a float. */
const tolerance = 1e-9;

/**
 * Code I/O: an input on which a program returns a given output. Truth `{ "program": "def main_solution(n): …", "output": "38", "input":
 * "{\"n\": 61}" }`. Every input is right on which the program, run in the sandbox, returns the output; the known `input` is right without a
 * run, and where the program does not return its output even on that, nothing else is scored. A truth of only an `input`, as the rows of GURU have it, is compared with that alone.
 */
export const simulationCodeioInput: Verifier = createAnswerVerifier<Gold>({
  name: "simulation/codeio-input",
  domain: "simulation",
  options: { tolerance, windowChars: codeioWindowChars, limits: { ...programLimits } },
  windowChars: codeioWindowChars,
  parseGold: (truth, mode) =>
    parseTruth(Truth, truth, (shape) => {
      const gold = readGold(shape);
      return gold.ok && mode === "published" && gold.value.input === undefined
        ? unreadable("published mode compares with an `input`, and the truth has none", "gold_parse")
        : gold;
    }),
  needsSandbox: ({ run }, mode) => mode === "strict" && run !== undefined,
  mayRunCode: () => true,
  extract: (response, mode, work) =>
    mode === "published" ? extractPublishedCodeio(response) : extractCodeio(response, "input", work),
  judge: (text, gold, tools) =>
    tools.mode === "published" && gold.input !== undefined
      ? { kind: "compared", comparison: comparePublished(text, gold.input, tools.work) }
      : judgeStrictly(text, gold, tools),
  judgeMissing: ({ input }, mode) =>
    mode === "published" && input !== undefined
      ? { kind: "compared", comparison: comparePublished(undefined, input, createWorkCounter()) }
      : undefined,
});

function readGold({ program, entryPoint, output, input }: z.infer<typeof Truth>): Parsed<Gold> {
  const known = input === undefined ? undefined : readCodeioGold(input, createWorkCounter());
  if (known !== undefined && !known.ok) return known;
  if (known !== undefined && known.value.type !== "dict")
    return unreadable(`the input ${input ?? ""} is not an object of parameters`, "gold_parse");
  const example = known === undefined ? {} : { input: known.value };
  if (program === undefined && output === undefined && known !== undefined) return parsed(example);
  if (program === undefined || output === undefined)
    return unreadable("the truth needs `program` and `output`, or an `input`", "gold_parse");
  const expected = readCodeioGold(output, createWorkCounter());
  if (!expected.ok) return expected;
  return parsed({ run: { program, entryPoint, output: expected.value }, ...example });
}

function judgeStrictly(text: string, gold: Gold, tools: JudgeTools): Judgement | Promise<Judgement> {
  const { work } = tools;
  const answer = readCodeioAnswer(text, "input", work);
  if (!answer.ok) return unreadableAnswer(answer);
  if (answer.value.type !== "dict")
    return {
      kind: "failed",
      reason: "answer.unreadable",
      error: { class: "format", message: `a ${answer.value.type} is no object of parameters` },
    };
  if (gold.input !== undefined && equalJsonData(answer.value, gold.input, { tolerance: 0, work }))
    return { kind: "compared", comparison: { equal: true, reason: "equal.input" } };
  if (gold.run === undefined) {
    const message = "it is not the one input that the truth has";
    return { kind: "compared", comparison: { equal: false, reason: "different.input", message } };
  }
  return judgeRun(answer.value, { ...gold, run: gold.run }, tools);
}

async function judgeRun(
  input: PythonValue,
  gold: Gold & Required<Pick<Gold, "run">>,
  tools: JudgeTools,
): Promise<Judgement> {
  const judgement = await judgeInput(input, gold.run, tools);
  const wrong = judgement.kind === "failed" || (judgement.kind === "compared" && !judgement.comparison.equal);
  if (!wrong || gold.input === undefined) return judgement;
  const known = await judgeInput(gold.input, gold.run, tools);
  if (known.kind === "compared" && known.comparison.equal) return judgement;
  const message = "the program does not return its output on the known input either";
  return { kind: "unscored", reason: "gold.not-reproduced", error: { class: "gold_parse", message } };
}

function judgeInput(
  input: PythonValue,
  { program, entryPoint, output }: NonNullable<Gold["run"]>,
  tools: JudgeTools,
): Promise<Judgement> {
  const entries = input.type === "dict" ? input.entries : [];
  const keyword = new Map(entries.map(([name, value]) => [name.type === "str" ? name.value : "", value]));
  const work = createWorkCounter();
  return judgeCall(
    { program, entryPoint, positional: [], keyword, form: "json" },
    {
      read: (result) => parseJson(result, work),
      equals: (result) => equalJsonData(result, output, { tolerance, work }),
    },
    tools,
  );
}
