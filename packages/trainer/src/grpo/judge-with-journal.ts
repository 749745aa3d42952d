import { askJudge, type JudgeBatch, type JudgeItem, type Verdict } from "@guru/core";
import type { JudgedResponse, VerdictJournal } from "../run-folder/verdict-journal.ts";

/** A response to be judged, and its place in the run. */
export interface PlacedItem extends JudgeItem {
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
  items: readonly PlacedItem[],
): Promise<Verdict[]> {
  const entries = items.map((item) => {
    const response = { ...item.place, taskId: item.task.id, text: item.response.text };
    return { item, response, known: journal.find(response) };
  });
  const open = entries.filter(({ known }) => known === undefined);
  const verdicts =
    open.length === 0
      ? []
      : await askJudge(
          judge,
          open.map(({ item }) => item),
        );
  const judged = open.map(({ response }, index) => ({ response, verdict: verdicts[index] as Verdict }));
  if (judged.length > 0) await journal.append(judged);
  const received = verdicts.values();
  return entries.map(({ known }) => known ?? (received.next().value as Verdict));
}
