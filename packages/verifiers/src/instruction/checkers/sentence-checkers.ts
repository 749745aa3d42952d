import { z } from "zod";
import { Count, defineChecker, found, type Finding, NoArguments, Phrase } from "../checker.ts";
import { countPhrase, escapePattern, wordBoundary } from "../text/find-text.ts";
import { asciiPunctuation, pythonSplit, stripStart, withoutPunctuation } from "../text/python-text.ts";
import { foldWord, wordsOf } from "../text/words.ts";

/** IFBench's instructions that compare sentences. */
export const sentenceCheckers = [
  defineChecker({
    id: "sentence:keyword",
    arguments: z.strictObject({ word: Phrase, N: Count.min(1) }),
    strict: ({ sentences }, args) =>
      found(countPhrase(sentences[args.N - 1] ?? "", args.word) > 0, `it is not in sentence ${args.N}`),
    published: ({ punktSentences }, args) => {
      const pattern = new RegExp(`${wordBoundary}${escapePattern(args.word)}${wordBoundary}`, "iu");
      return found(pattern.test(punktSentences[args.N - 1] ?? ""), `it is not in sentence ${args.N}`);
    },
  }),
  defineChecker({
    id: "sentence:increment",
    arguments: z.strictObject({ small_n: Count }),
    strict: ({ sentences }, args) => {
      if (sentences.length < 2) return found(false, "fewer than two sentences");
      return increments(
        sentences.map((sentence) => wordsOf(sentence).length),
        args.small_n,
      );
    },
    published: ({ punktSentences }, args) =>
      increments(
        punktSentences.map((sentence) => pythonSplit(withoutPunctuation(sentence)).length),
        args.small_n,
      ),
  }),
  defineChecker({
    id: "sentence:alliteration_increment",
    arguments: NoArguments,
    strict: ({ sentences }) => {
      if (sentences.length < 2) return found(false, "fewer than two sentences");
      return grows(sentences.map((sentence) => longestRun(wordsOf(sentence).map(foldWord))));
    },
    published: ({ punktSentences }) => grows(punktSentences.map(alliterativeWords)),
  }),
];

function increments(counts: readonly number[], step: number): Finding {
  const at = counts.findIndex((count, index) => index > 0 && count !== (counts[index - 1] ?? 0) + step);
  return found(
    at < 0,
    `sentence ${at + 1} has ${counts[at] ?? 0} words, the one before it ${counts[at - 1] ?? 0}`,
  );
}

function grows(lengths: readonly number[]): Finding {
  const at = lengths.findIndex((length, index) => index > 0 && length <= (lengths[index - 1] ?? 0));
  return found(at < 0, `sentence ${at + 1} has no longer alliteration than the one before it`);
}

/** The most words in a row with the same first letter. */
function longestRun(words: readonly string[]): number {
  let longest = 0;
  let run = 0;
  words.forEach((word, index) => {
    run = index > 0 && word.charAt(0) === words[index - 1]?.charAt(0) ? run + 1 : 1;
    longest = Math.max(longest, run);
  });
  return longest;
}

/** All the words that stand in runs of two and more. */
function alliterativeWords(sentence: string): number {
  const words = pythonSplit(sentence.toLowerCase())
    .map((word) => stripStart(word, asciiPunctuation))
    .filter((word) => word !== "");
  const like = words.map((word, index) => index > 0 && word.charAt(0) === words[index - 1]?.charAt(0));
  return like.filter((same, index) => same || like[index + 1] === true).length;
}
