import { createHash } from "node:crypto";
import { appendFile, truncate } from "node:fs/promises";
import { join } from "node:path";
import { formatJsonl, Verdict } from "@guru/core";
import { z } from "zod";
import { readLog } from "./read-log.ts";
import type { RunFolder } from "./run-folder.ts";
import { guardStorage, replaceFile } from "./storage.ts";

/** Which response a verdict is about. */
export interface JudgedResponse {
  readonly step: number;
  /** Index of the prompt in its step. */
  readonly group: number;
  readonly sample: number;
  readonly taskId: string;
  readonly text: string;
}

/**
 * The verdicts received since the last checkpoint. A resumed run repeats those steps and takes the verdicts from here,
 * so that even one that could come out otherwise a second time, such as a timeout, is the same.
 */
export interface VerdictJournal {
  /** The verdict this very response had before the interruption. */
  find(response: JudgedResponse): Verdict | undefined;
  append(entries: readonly { readonly response: JudgedResponse; readonly verdict: Verdict }[]): Promise<void>;
  /** Forgets everything: a checkpoint has been saved. */
  clear(): Promise<void>;
}

const Entry = z.object({
  step: z.int(),
  group: z.int(),
  sample: z.int(),
  /** Hash of task and text. */
  response: z.string(),
  verdict: Verdict,
});

/** Opens the journal of a run that continues after `step`; older entries are of no use any more. */
export async function openVerdictJournal(run: RunFolder, step: number): Promise<VerdictJournal> {
  const file = join(run.folder, "journal.jsonl");
  const entries = (await readLog(file, Entry)).filter((entry) => entry.step > step);
  // Rewritten, because the last line may have been cut off.
  await replaceFile(file, entries.map(formatJsonl).join(""));
  const known = new Map(entries.map((entry) => [keyOf(entry, entry.response), entry.verdict]));
  let writing: Promise<void> = Promise.resolve();

  /** One write after the other, so that lines of groups judged at the same time do not mix. */
  function enqueue(write: () => Promise<void>): Promise<void> {
    writing = writing.catch(() => undefined).then(() => guardStorage(file, write));
    return writing;
  }

  return {
    find: (response) => known.get(keyOf(response, fingerprint(response))),
    append: (received) => {
      const lines = received.map(({ response: { step, group, sample, taskId, text }, verdict }) =>
        formatJsonl({ step, group, sample, response: fingerprint({ taskId, text }), verdict }),
      );
      return enqueue(() => appendFile(file, lines.join("")));
    },
    clear: () => {
      known.clear();
      return enqueue(() => truncate(file));
    },
  };
}

function keyOf(place: { step: number; group: number; sample: number }, response: string): string {
  return `${place.step}/${place.group}/${place.sample}/${response}`;
}

function fingerprint({ taskId, text }: Pick<JudgedResponse, "taskId" | "text">): string {
  return createHash("sha256").update(taskId).update("\n").update(text).digest("base64url").slice(0, 22);
}
