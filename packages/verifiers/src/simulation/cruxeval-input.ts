import { z } from "zod";
import { type Parsed, parsed } from "../parsed.ts";
import { parseTruth } from "../parse-truth.ts";
import type { Verifier } from "../verifier.ts";
import { createWorkCounter } from "../work-counter.ts";
import { createAnswerVerifier, type Judgement, type JudgeTools } from "./answer-verifier.ts";
import { programLimits } from "./call-program.ts";
import { cruxevalWindowChars, extractCruxeval } from "./cruxeval-answer.ts";
import { extractPublishedCruxeval, judgePublished } from "./cruxeval-published.ts";
import { EntryPoint, readGoldLiteral, withoutProgram } from "./cruxeval-truth.ts";
import { judgeCall } from "./judge-call.ts";
import { parseAssertion } from "./parse-assertion.ts";
import { equalPythonValues } from "./python-equality.ts";
import { parsePythonLiteral } from "./python-literal.ts";
import type { PythonValue } from "./python-value-type.ts";
import { unreadableAnswer } from "./unreadable-answer.ts";

const Truth = z.strictObject({ program: z.string(), output: z.string(), entryPoint: EntryPoint });

interface Gold {
  readonly program: string;
  readonly entryPoint: string;
  readonly output: PythonValue;
}

/**
 * CruxEval: arguments for which a function returns a given value. Truth `{ "program": "def f(text): …", "output": "'ab'" }`. Of the
 * answer, `assert f('a', n=2) == 'ab'`, only the arguments are taken, which must be literals; the function of the program
 * is called with them in the sandbox, and `==` of Python decides.
 */
export const simulationCruxevalInput: Verifier = createAnswerVerifier<Gold>({
  name: "simulation/cruxeval-input",
  domain: "simulation",
  options: { windowChars: cruxevalWindowChars, limits: { ...programLimits } },
  windowChars: cruxevalWindowChars,
  parseGold: (truth) => parseTruth(Truth, truth, readGold),
  needsSandbox: () => true,
  mayRunCode: () => true,
  extract: (response, mode, work) =>
    mode === "published" ? extractPublishedCruxeval(response) : extractCruxeval(response, "input", work),
  judge: (text, gold, tools) =>
    tools.mode === "published" ? judgePublished(text, gold.program, tools) : judgeStrictly(text, gold, tools),
});

function readGold({ program, output, entryPoint }: z.infer<typeof Truth>): Parsed<Gold> {
  const expected = readGoldLiteral(output);
  return expected.ok ? parsed({ program, entryPoint, output: expected.value }) : expected;
}

function judgeStrictly(text: string, gold: Gold, tools: JudgeTools): Judgement | Promise<Judgement> {
  const { work } = tools;
  const assertion = parseAssertion(withoutProgram(text, gold.program), work);
  if (!assertion.ok) return unreadableAnswer(assertion);
  const { callee, arguments: given, right } = assertion.value;
  if (given === undefined)
    return unreadableAnswer({ ok: false, class: "answer_parse", message: "an argument is no literal" });
  const isAsked =
    callee === gold.entryPoint &&
    (right === undefined || equalPythonValues(right, gold.output, { equality: "python", work }));
  if (!isAsked)
    return {
      kind: "compared",
      comparison: {
        equal: false,
        reason: "different.call",
        message: "the assertion is about another function or another output than the ones asked about",
      },
    };
  const resultWork = createWorkCounter();
  return judgeCall(
    { program: gold.program, entryPoint: gold.entryPoint, ...given, form: "literal" },
    {
      read: (result) => parsePythonLiteral(result, resultWork, "cpython"),
      equals: (result) => equalPythonValues(result, gold.output, { equality: "python", work: resultWork }),
    },
    tools,
  );
}
