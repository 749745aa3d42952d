import { z } from "zod";
import { answerMarker } from "../extraction/extract-marked.ts";
import { parsed, preview, unreadable } from "../parsed.ts";
import { parseTruth } from "../parse-truth.ts";
import type { Comparison } from "../comparison.ts";
import { createTextVerifier } from "../text-verifier.ts";
import type { Verifier } from "../verifier.ts";

interface Names {
  readonly answer: string;
  readonly candidates: ReadonlySet<string>;
}

const Truth = z.strictObject({ answer: z.string(), candidates: z.array(z.string().min(1)).min(2) });

/**
 * One name out of several. Truth `{ "answer": "Eve", "candidates": ["Eve", "Lou"] }`. The answer is the bare name; case
 * does not matter, one full stop at the end is allowed, and nothing else may stand beside it.
 */
export const logicName: Verifier = createTextVerifier<Names, string>({
  name: "logic/name",
  version: "1",
  domain: "logic",
  parseGold: (truth) =>
    parseTruth(Truth, truth, ({ answer, candidates }) => {
      const names = new Set(candidates.map(foldName));
      const unclear = candidates.find(
        (name) => name !== name.trim() || name.includes(answerMarker) || name.endsWith("."),
      );
      if (unclear !== undefined)
        return unreadable(`no answer can name the candidate ${preview(unclear)}`, "gold_parse");
      if (names.size < candidates.length)
        return unreadable("two candidates differ only in case", "gold_parse");
      if (!names.has(foldName(answer)))
        return unreadable(`${preview(answer)} is not a candidate`, "gold_parse");
      return parsed({ answer: foldName(answer), candidates: names });
    }),
  parseAnswer: (text, work) => {
    work.take(text.length);
    return parsed(foldName(text.endsWith(".") ? text.slice(0, -1) : text));
  },
  answerKey: (name) => name,
  compare: (name, gold): Comparison => {
    if (name === gold.answer) return { equal: true, reason: "equal.name" };
    return gold.candidates.has(name)
      ? { equal: false, reason: "different.name", message: `${preview(name)} is another candidate` }
      : {
          equal: false,
          reason: "different.no-candidate",
          message: `${preview(name)} is not one of the names`,
        };
  },
});

function foldName(name: string): string {
  return name.normalize("NFC").toLowerCase();
}
