import type { Json } from "@guru/core";
import { z } from "zod";
import { parsed, type Parsed, preview, unreadable } from "../parsed.ts";
import { parseTruth } from "../parse-truth.ts";

/** The letters that options may have. */
export const optionLetters = "ABCDEFGHIJ";

const Truth = z.strictObject({
  answer: z.string(),
  count: z.int().min(2).max(optionLetters.length).optional(),
  options: z.array(z.string().min(1)).min(2).max(optionLetters.length).optional(),
  scorer: z.enum(["gpqa", "supergpqa"]).optional(),
});

/** The right option among those there are. */
export interface ChoiceGold {
  readonly letter: string;
  /** How many options there are; 10 where the truth does not say. */
  readonly count: number;
  /** The text of each option, in the order of the letters; empty where the truth does not give it. */
  readonly options: readonly string[];
  /** Which official scorer `published` follows. */
  readonly scorer: "gpqa" | "supergpqa";
}

/** Reads a truth such as `{ "answer": "C", "count": 4 }`. */
export function parseChoiceTruth(truth: Json): Parsed<ChoiceGold> {
  return parseTruth(Truth, truth, ({ answer, count, options = [], scorer = "supergpqa" }) => {
    const index = answer.length === 1 ? optionLetters.indexOf(answer) : -1;
    if (index < 0)
      return unreadable(`the answer ${preview(answer)} is not a letter from A to J`, "gold_parse");
    if (count !== undefined && options.length > 0 && count !== options.length)
      return unreadable(`count is ${count}, but there are ${options.length} options`, "gold_parse");
    const there = count ?? (options.length > 0 ? options.length : optionLetters.length);
    if (index >= there)
      return unreadable(`the answer ${answer} is beyond the ${there} options`, "gold_parse");
    return parsed({ letter: answer, count: there, options, scorer });
  });
}
