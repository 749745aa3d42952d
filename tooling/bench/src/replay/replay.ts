import { createReadStream } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { z } from "zod";
import { readCarefulAnswer, readPublishedAnswer } from "./read-json-answer.ts";
import type { ReplaySet } from "./replay-sets.ts";

const Row = z.object({
  id: z.union([z.string(), z.int()]),
  answer: z.string(),
  output: z.tuple([z.string()]),
});

/** An item on which the publisher's rule and ours differ. */
export interface Disagreement {
  readonly id: string;
  readonly gold: string;
  readonly answer: string | undefined;
  readonly published: boolean;
  readonly strict: boolean;
}

/** What replaying a set gave; accuracies in percent. */
export interface ReplayResult {
  readonly items: number;
  readonly publishedAccuracy: number;
  readonly strictAccuracy: number;
  readonly disagreements: readonly Disagreement[];
}

/** Judges each recorded output by the publisher's rule and by ours. */
export async function replay(set: ReplaySet, folder: string): Promise<ReplayResult> {
  const lines = createInterface({ input: createReadStream(join(folder, set.file)).pipe(createGunzip()) });
  let items = 0;
  let published = 0;
  let strict = 0;
  const disagreements: Disagreement[] = [];
  for await (const line of lines) {
    const {
      id,
      answer: gold,
      output: [output],
    } = Row.parse(JSON.parse(line));
    const theirs = readPublishedAnswer(output);
    const ours = readCarefulAnswer(output);
    const verdicts = {
      published: theirs !== undefined && set.published(theirs, gold),
      strict: ours !== undefined && (await set.strict(ours, gold)),
    };
    items++;
    if (verdicts.published) published++;
    if (verdicts.strict) strict++;
    if (verdicts.published !== verdicts.strict)
      disagreements.push({ id: String(id), gold, answer: ours, ...verdicts });
  }
  const percent = (count: number): number => (100 * count) / items;
  return { items, publishedAccuracy: percent(published), strictAccuracy: percent(strict), disagreements };
}
