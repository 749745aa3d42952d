import { GuruError, type Response, type Task, Verdict } from "@guru/core";
import { z } from "zod";
import type { JudgedResponse, VerdictJournal } from "../run-folder/verdict-journal.ts";

/** Judges responses; the verdicts come in the order of the items. A failure of ours is an `unscored` verdict. */
export type JudgeBatch = (
  items: readonly { readonly task: Task; readonly response: Response }[],
  signal?: AbortSignal,
) => Promise<readonly Verdict[]>;

/** A response to be judged. */
export interface JudgeItem {
  readonly task: Task;
  readonly response: Response;
  readonly place: Pick<JudgedResponse, "step" | "group" | "sample">;
}

/**
 * Verdicts of some responses: from the journal where an interrupted run had them already, else from the judge, and
 * then noted there.
 *
 * @throws GuruError `judge` when the judge fails or gives something that is no verdict.
 */
export async function judgeWithJournal(
  judge: JudgeBatch,
  journal: VerdictJournal,
  items: readonly JudgeItem[],
): Promise<Verdict[]> {
  const entries = items.map((item) => {
    const response = { ...item.place, taskId: item.task.id, text: item.response.text };
    return { item, response, known: journal.find(response) };
  });
  const open = entries.filter(({ known }) => known === undefined);
  const verdicts =
    open.length === 0
      ? []
      : await callJudge(
          judge,
          open.map(({ item }) => item),
        );
  const judged = open.map(({ response }, index) => ({ response, verdict: verdicts[index] as Verdict }));
  if (judged.length > 0) await journal.append(judged);
  const received = verdicts.values();
  return entries.map(({ known }) => known ?? (received.next().value as Verdict));
}

async function callJudge(judge: JudgeBatch, items: readonly JudgeItem[]): Promise<readonly Verdict[]> {
  let verdicts: readonly Verdict[];
  try {
    verdicts = await judge(items.map(({ task, response }) => ({ task, response })));
  } catch (cause) {
    if (GuruError.isInstance(cause)) throw cause;
    throw new GuruError("judge", `judging ${items.length} responses failed: ${String(cause)}`, { cause });
  }
  if (verdicts.length !== items.length) {
    throw new GuruError("judge", `the judge gave ${verdicts.length} verdicts for ${items.length} responses`);
  }
  // The judge may be a user's plug-in, and what it gives is written to files that are read back.
  const result = z.array(Verdict).safeParse(verdicts);
  if (!result.success) {
    throw new GuruError(
      "judge",
      `the judge gave something that is no verdict:\n${z.prettifyError(result.error)}`,
    );
  }
  return verdicts;
}
