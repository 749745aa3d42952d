import { z } from "zod";
import { GuruError } from "./guru-error.ts";
import type { Task } from "./task.ts";
import { type Response, Verdict } from "./verdict.ts";

/** One response, and the task it answers. */
export interface JudgeItem {
  readonly task: Task;
  readonly response: Response;
}

/**
 * Judges responses: one verdict an item, in the items' order. A failure of ours is an `unscored` verdict. When the signal
 * fires nobody waits for the verdicts any more.
 */
export type JudgeBatch = (items: readonly JudgeItem[], signal?: AbortSignal) => Promise<readonly Verdict[]>;

/**
 * Asks a judge, which may be a user's plug-in, and checks what it gives: verdicts are written to files that are read back.
 *
 * @throws GuruError `judge` when the judge fails, miscounts or gives something that is no verdict; a GuruError of its own
 *   goes through.
 */
export async function askJudge(
  judge: JudgeBatch,
  items: readonly JudgeItem[],
  signal?: AbortSignal,
): Promise<readonly Verdict[]> {
  let verdicts: readonly Verdict[];
  try {
    verdicts = await judge(
      items.map(({ task, response }) => ({ task, response })),
      signal,
    );
  } catch (cause) {
    if (GuruError.isInstance(cause)) throw cause;
    throw new GuruError("judge", `judging ${items.length} responses failed: ${String(cause)}`, { cause });
  }
  if (verdicts.length !== items.length) {
    throw new GuruError("judge", `the judge gave ${verdicts.length} verdicts for ${items.length} responses`);
  }
  const result = z.array(Verdict).safeParse(verdicts);
  if (result.success) return verdicts;
  throw new GuruError(
    "judge",
    `the judge gave something that is no verdict:\n${z.prettifyError(result.error)}`,
  );
}
