import { parsed, type Parsed } from "../parsed.ts";
import { answerReason } from "../verdicts.ts";
import type { Judgement, JudgeTools } from "./answer-verifier.ts";
import { callProgram, type ProgramCall, type ProgramOutcome } from "./call-program.ts";
import type { PythonValue } from "./python-value-type.ts";

/** How a call of a program is judged by what it returns. */
export interface ExpectedResult {
  /** Reads the text of a result. */
  read(text: string): Parsed<PythonValue>;
  equals(result: PythonValue): boolean;
}

/** Calls the program on a predicted input: right is every input on which it returns what is expected. */
export async function judgeCall(
  call: ProgramCall,
  expected: ExpectedResult,
  { sandbox, signal }: JudgeTools,
): Promise<Judgement> {
  if (sandbox === undefined) throw new Error("a program cannot be called without a sandbox");
  const outcome = await callProgram(call, sandbox, signal);
  if (outcome.outcome !== "returned") return failureOf(outcome);
  const result = outcome.text.length > longestResult ? parsed(undefined) : expected.read(outcome.text);
  return result.ok && result.value !== undefined && expected.equals(result.value)
    ? { kind: "compared", comparison: { equal: true, reason: "equal.run" } }
    : {
        kind: "compared",
        comparison: {
          equal: false,
          reason: "different.result",
          message: "the program returns another value on this input",
        },
      };
}

/** A longer result is not read: no gold answer of a data set is that long. */
const longestResult = 60_000;

function failureOf(outcome: Exclude<ProgramOutcome, { outcome: "returned" }>): Judgement {
  const { message } = outcome;
  switch (outcome.outcome) {
    case "unrunnable":
      return {
        kind: "unscored",
        reason: "gold.unrunnable",
        error: { class: "gold_parse", message: `the program cannot be run here: ${message}` },
      };
    case "raised":
      return { kind: "failed", reason: "code.runtime-error", error: { class: "runtime_error", message } };
    case "not_plain":
      return { kind: "failed", reason: "different.type", error: { class: "wrong_value", message } };
    case "unfit":
      return {
        kind: "failed",
        reason: answerReason("answer_parse"),
        error: { class: "answer_parse", message },
      };
    case "failed": {
      const { why } = outcome;
      const error = { class: why === "not_plain" ? "wrong_value" : why, message } as const;
      return { kind: "failed", reason: `code.${why.replaceAll("_", "-")}`, error };
    }
  }
}
