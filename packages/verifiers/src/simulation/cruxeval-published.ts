import type { Response } from "@guru/core";
import { candidateAt } from "../extraction/candidate.ts";
import type { Extraction } from "../verifier.ts";
import type { Judgement, JudgeTools } from "./answer-verifier.ts";
import { programPasses } from "./call-program.ts";

const thoughtEnd = "</think>";
const fence = "```";
const pythonFence = "```python";

/**
 * What the official scorer runs behind the function: the text between the first `</think>` and the next, and of it the first
 * Python block; a response without `</think>` as a whole.
 */
export function extractPublishedCruxeval({ text }: Response): Extraction {
  const thought = text.indexOf(thoughtEnd);
  const all = { from: 0, to: text.length };
  const part =
    thought < 0 ? all : { from: thought + thoughtEnd.length, to: endAt(text, thoughtEnd, thought + 1) };
  const opened = thought < 0 ? -1 : text.indexOf(pythonFence, part.from);
  const block = opened + pythonFence.length;
  const range =
    opened < 0 || block > part.to ? part : { from: block, to: Math.min(part.to, endAt(text, fence, block)) };
  const { text: code, span, rule } = candidateAt(text, range, "executed");
  return { text: code, span, rule, rivals: 0 };
}

/** Longer responses are not run. */
const longestProgram = 200_000;

/** Right is what raises nothing behind the function, an empty text included. It runs in the sandbox. */
export async function judgePublished(
  text: string,
  program: string,
  { sandbox, signal }: JudgeTools,
): Promise<Judgement> {
  if (sandbox === undefined) throw new Error("a program cannot be run without a sandbox");
  const passed =
    text.length <= longestProgram && (await programPasses(`${program}\n${text}`, sandbox, signal));
  return {
    kind: "compared",
    comparison: passed
      ? { equal: true, reason: "equal.published" }
      : { equal: false, reason: "different.published", message: "the program with this text fails" },
  };
}

function endAt(text: string, what: string, from: number): number {
  const end = text.indexOf(what, from);
  return end < 0 ? text.length : end;
}
