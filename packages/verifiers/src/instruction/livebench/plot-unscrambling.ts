import { pythonStrip } from "../text/python-text.ts";
import { findTagged } from "../../extraction/find-tagged.ts";
import type { WorkCounter } from "../../work-counter.ts";
import { sequenceRatio } from "./sequence-ratio.ts";
import { type LivebenchTask, whole } from "./task.ts";

const findSummary = findTagged("plot_summary");

/** The sentences of a plot, in order. */
export const plotUnscrambling: LivebenchTask = {
  strict: (text, answer) => {
    const summary = findSummary(text, 0, text.length).at(-1)?.text ?? text;
    const [gold, given] = [sentencesOf(answer), sentencesOf(summary)].map((sentences) => sentences.map(fold));
    return whole(
      gold !== undefined && gold.join("\n") === given?.join("\n"),
      "not the same sentences in that order",
    );
  },
  published: (text, answer, work) => {
    const gold = sentencesOf(answer);
    const given = sentencesOf(publishedSummary(text)).filter(
      (sentence) => sentence !== "</PLOT_SUMMARY>" && sentence !== "**End of Plot Summary**",
    );
    const order = gold.flatMap((sentence) => nearest(sentence, given, work) ?? []);
    const distance = editDistance(
      gold.map((_sentence, index) => index),
      order,
    );
    return { score: Math.max(0, 1 - distance / gold.length), why: "not the same order" };
  },
};

function sentencesOf(text: string): string[] {
  return text
    .split(".")
    .map((sentence) => pythonStrip(sentence))
    .filter((sentence) => sentence !== "");
}

function fold(sentence: string): string {
  return sentence.replace(/\s+/gu, " ").toLowerCase();
}

function publishedSummary(text: string): string {
  const open = "<PLOT_SUMMARY>";
  const start = text.indexOf(open);
  if (start < 0) return text;
  const end = text.lastIndexOf("</PLOT_SUMMARY>");
  return text.slice(start + open.length, end < start + open.length ? undefined : end);
}

/** The place of the sentence that is most alike; of two as alike, of the one that sorts last. */
function nearest(sentence: string, given: readonly string[], work: WorkCounter): number | undefined {
  const same = given.indexOf(sentence);
  if (same >= 0) return same;
  let best: { ratio: number; text: string } | undefined;
  for (const text of new Set(given)) {
    const ratio = sequenceRatio(text, sentence, work);
    if (best === undefined || ratio > best.ratio || (ratio === best.ratio && text > best.text))
      best = { ratio, text };
  }
  return best === undefined ? undefined : given.indexOf(best.text);
}

function editDistance(a: readonly number[], b: readonly number[]): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  a.forEach((value, i) => {
    const row = [i + 1];
    b.forEach((other, j) => {
      const [diagonal = 0, above = 0, left = 0] = [previous[j], previous[j + 1], row[j]];
      row.push(value === other ? diagonal : 1 + Math.min(diagonal, above, left));
    });
    previous = row;
  });
  return previous.at(-1) ?? 0;
}
