import { z } from "zod";
import { defineChecker, found, type Finding, NoArguments, Phrase } from "../checker.ts";
import { countWordRuns, foldWord } from "../text/words.ts";
import { stopWords } from "../text/word-lists.ts";
import { codePoints } from "../text/code-points.ts";

const Percentage = z.number().min(0).max(100);

/** IFBench's instructions about ratios. */
export const ratioCheckers = [
  defineChecker({
    id: "ratio:stop_words",
    arguments: z.strictObject({ percentage: Percentage }),
    strict: ({ words }, { percentage }) => {
      const stops = words.filter((word) => stopWords.has(foldWord(word).split("'")[0] ?? "")).length;
      return atMost(stops, words.length, percentage);
    },
    published: ({ text }, { percentage }) => {
      const runs = text.match(/[\p{L}\p{N}_]+/gu) ?? [];
      return atMost(
        runs.filter((run) => stopWords.has(run.toLowerCase())).length,
        countWordRuns(text),
        percentage,
      );
    },
  }),
  defineChecker({
    id: "ratio:sentence_type",
    arguments: NoArguments,
    strict: ({ sentences }) => {
      const { declarative, interrogative } = kinds(sentences);
      return found(
        interrogative > 0 && declarative === 2 * interrogative,
        `${declarative} declarative and ${interrogative} interrogative sentences`,
      );
    },
    published: ({ punktSentences }) => {
      const { declarative, interrogative } = endings(punktSentences);
      return found(declarative === 2 * interrogative, `${declarative} to ${interrogative}`);
    },
  }),
  defineChecker({
    id: "ratio:sentence_balance",
    arguments: NoArguments,
    strict: ({ sentences }) => {
      const { declarative, interrogative, exclamatory } = kinds(sentences);
      return balanced(declarative > 0, declarative, interrogative, exclamatory);
    },
    published: ({ punktSentences }) => {
      const { declarative, interrogative, exclamatory } = endings(punktSentences);
      return balanced(true, declarative, interrogative, exclamatory);
    },
  }),
  defineChecker({
    id: "ratio:sentence_words",
    arguments: NoArguments,
    strict: ({ sentences, words }) => {
      const equal = sameLengths(sentences);
      if (!equal.followed) return equal;
      return found(new Set(words.map(foldWord)).size === words.length, "a word is repeated");
    },
    published: ({ punktSentences }) => sameLengths(punktSentences),
  }),
  defineChecker({
    id: "ratio:overlap",
    arguments: z.strictObject({ reference_text: Phrase, percentage: Percentage }),
    strict: ({ text, work }, args) => {
      work.take(Math.ceil((text.length + args.reference_text.length) / 8));
      const own = trigrams(text);
      const reference = trigrams(args.reference_text);
      if (own.size === 0) return found(false, "fewer than three characters");
      const shared = [...own].filter((trigram) => reference.has(trigram)).length;
      const percent = (shared / own.size) * 100;
      return {
        followed: args.percentage - 2 <= percent && percent <= args.percentage + 2,
        why: `${percent.toFixed(1)} % of the trigrams, ${args.percentage} % asked for`,
      };
    },
  }),
];

function atMost(part: number, whole: number, percentage: number): Finding {
  const percent = whole === 0 ? 100 : (part / whole) * 100;
  return {
    followed: whole > 0 && percent <= percentage,
    why: `${percent.toFixed(1)} %, at most ${percentage} % asked for`,
  };
}

/** By the last mark, whatever closes behind it; sentences without one are of no kind. */
function kinds(sentences: readonly string[]) {
  return endings(sentences.map(lastMark));
}

function lastMark(sentence: string): string {
  const mark = /[.?!。？！](?=[^.?!。？！\p{L}\p{N}]*$)/u.exec(sentence.slice(-12))?.[0] ?? "";
  return mark.normalize("NFKC").replace("。", ".");
}

function endings(sentences: readonly string[]) {
  const ending = (marks: string): number =>
    sentences.filter((sentence) => sentence !== "" && marks.includes(sentence.slice(-1))).length;
  return { declarative: ending("."), interrogative: ending("?"), exclamatory: ending("!") };
}

function balanced(possible: boolean, ...counts: readonly number[]): Finding {
  return found(possible && new Set(counts).size === 1, `${counts.join(", ")} sentences that end with . ? !`);
}

function sameLengths(sentences: readonly string[]): Finding {
  const lengths = sentences.map((sentence) => codePoints(sentence.trim()).length);
  return found(
    lengths.length === 3 && new Set(lengths).size === 1,
    `sentences of ${lengths.slice(0, 5).join(", ")} characters`,
  );
}

/** Every run of three characters. */
function trigrams(text: string): Set<string> {
  const characters = codePoints(text);
  const found = new Set<string>();
  for (let at = 0; at + 3 <= characters.length; at++) found.add(characters.slice(at, at + 3).join(""));
  return found;
}
