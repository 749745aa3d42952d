import { z } from "zod";
import { Count, counted, defineChecker, found, NoArguments, Phrase } from "../checker.ts";
import { countPhrase } from "../text/find-text.ts";
import { asciiPunctuation, countText, stripCharacters, withoutPunctuation } from "../text/python-text.ts";
import { coordinatingConjunctions, personNames, pronouns } from "../text/word-lists.ts";
import { countWordRuns, foldWord, hasWord } from "../text/words.ts";

const japanese = /[\u3040-\u30ff\u4e00-\u9fff]/u;
const marks = [".", ",", "!", "?", ";", ":"];
const keywordCounts = [1, 2, 3, 5, 7];
const byN = z.strictObject({ N: Count });

/** IFBench's instructions that count something. */
export const countCheckers = [
  defineChecker({
    id: "count:word_count_range",
    arguments: z
      .strictObject({ min_words: Count, max_words: Count })
      .refine((args) => args.min_words <= args.max_words, {
        path: ["max_words"],
        message: "must not be less than min_words",
      }),
    strict: ({ words }, args) => inRange(words.length, args),
    published: ({ text }, args) => inRange(countWordRuns(text), args),
  }),
  defineChecker({
    id: "count:unique_word_count",
    arguments: byN,
    strict: ({ words }, args) =>
      counted(new Set(words.map(foldWord)).size, "at least", args.N, "different words"),
    published: ({ tokens }, args) => {
      const words = tokens.map((token) => stripCharacters(token.toLowerCase(), asciiPunctuation));
      return counted(new Set(words).size, "at least", args.N, "different words");
    },
  }),
  defineChecker({
    id: "count:conjunctions",
    arguments: z.strictObject({ small_n: Count }),
    strict: ({ words }, args) => {
      const used = words.map(foldWord).filter((word) => coordinatingConjunctions.has(word));
      return counted(new Set(used).size, "at least", args.small_n, "different conjunctions");
    },
    published: ({ tokens }, args) => {
      const used = tokens.filter((token) =>
        coordinatingConjunctions.has(stripCharacters(token, asciiPunctuation).toLowerCase()),
      );
      return counted(new Set(used).size, "at least", args.small_n, "different conjunctions");
    },
  }),
  defineChecker({
    id: "count:person_names",
    arguments: byN,
    strict: ({ text }, args) => {
      const pattern = /(?<![\p{L}\p{N}_])\p{Lu}[a-z]+(?![\p{L}\p{N}_])/gu;
      const words = new Set(text.match(pattern) ?? []);
      return counted(
        personNames.filter((name) => words.has(name)).length,
        "at least",
        args.N,
        "of the names",
      );
    },
  }),
  defineChecker({
    id: "count:numbers",
    arguments: byN,
    strict: ({ text }, args) => {
      const numbers = text.match(/(?<![\p{L}\p{N}_])(?<!\p{N}[.,])\p{Nd}+(?:[.,]\p{Nd}+)*(?![\p{L}_])/gu);
      return counted(numbers?.length ?? 0, "exactly", args.N, "numbers");
    },
    published: ({ text }, args) =>
      counted(withoutPunctuation(text).match(/\p{Nd}+/gu)?.length ?? 0, "exactly", args.N, "numbers"),
  }),
  defineChecker({
    id: "count:words_japanese",
    arguments: z.strictObject({ N: Count.min(1) }),
    strict: ({ tokens }, args) => {
      const words = tokens.filter(hasWord);
      if (words.length < args.N) return found(false, `only ${words.length} words`);
      const at = words.findIndex((word, index) => (index + 1) % args.N === 0 && !japanese.test(word));
      return found(at < 0, `word ${at + 1} is not Japanese`);
    },
    published: ({ tokens }, args) => {
      const at = tokens.findIndex((token, index) => {
        const word = stripCharacters(token, asciiPunctuation);
        return (index + 1) % args.N === 0 && word !== "" && !/^\p{N}+$/u.test(word) && !japanese.test(word);
      });
      return found(at < 0, `word ${at + 1} is not Japanese`);
    },
  }),
  defineChecker({
    id: "count:pronouns",
    arguments: byN,
    strict: ({ words }, args) => {
      const parts = words
        .flatMap((word) => foldWord(word).split(/['-]/u))
        .filter((word) => pronouns.has(word));
      return counted(parts.length, "at least", args.N, "pronouns");
    },
    published: ({ nltkWords }, args) => {
      const words = nltkWords
        .flatMap((word) => word.toLowerCase().split("/"))
        .filter((word) => pronouns.has(word));
      return counted(words.length, "at least", args.N, "pronouns");
    },
  }),
  defineChecker({
    id: "count:punctuation",
    arguments: NoArguments,
    strict: ({ text }) => {
      // The marks of the interrobang itself do not stand for the two alone.
      const rest = text.includes("‽") ? text : text.replace(/\?!|!\?/u, "");
      if (rest === text && !text.includes("‽")) return found(false, "no interrobang");
      const missing = marks.filter((mark) => !rest.includes(mark));
      return found(missing.length === 0, `missing: ${missing.join(" ")}`);
    },
    published: ({ text }) => {
      if (!/!\?|\?!|‽/u.test(text)) return found(false, "no interrobang");
      const rest = text.includes("?!") ? text.replace("?!", "") : text.replace("!?", "");
      const missing = marks.filter((mark) => !rest.includes(mark));
      return found(missing.length === 0, `missing: ${missing.join(" ")}`);
    },
  }),
  defineChecker({
    id: "count:keywords_multiple",
    arguments: z.strictObject({
      keyword1: Phrase,
      keyword2: Phrase,
      keyword3: Phrase,
      keyword4: Phrase,
      keyword5: Phrase,
    }),
    strict: ({ text }, args) =>
      keywordsMultiple(Object.values(args), (keyword) => countPhrase(text, keyword)),
    published: ({ lower }, args) =>
      keywordsMultiple(Object.values(args), (keyword) => countText(lower, keyword.trim().toLowerCase())),
  }),
];

function inRange(count: number, args: { readonly min_words: number; readonly max_words: number }) {
  const followed = args.min_words <= count && count <= args.max_words;
  return { followed, why: `${count} words, ${args.min_words} to ${args.max_words} asked for` };
}

function keywordsMultiple(keywords: readonly string[], count: (keyword: string) => number) {
  const counts = keywords.map(count);
  const followed = counts.every((times, index) => times === keywordCounts[index]);
  return {
    followed,
    why: `the keywords occur ${counts.join(", ")} times, ${keywordCounts.join(", ")} asked for`,
  };
}
