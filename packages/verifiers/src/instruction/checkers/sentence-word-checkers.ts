import { z } from "zod";
import { Count, counted, defineChecker, found, type Finding, NoArguments, Phrase } from "../checker.ts";
import { quoted } from "../quoted.ts";
import { treebankWords } from "../text/nltk-words.ts";
import { pythonSplit } from "../text/python-text.ts";
import { foldWord, wordsOf } from "../text/words.ts";

/** Arguments hold the word in a list of one too. */
const Word = z.union([Phrase, z.tuple([Phrase]).transform(([word]) => word)]);

/** Instructions about which word stands at the beginning, the end or some place of the answer or its sentences, and how often words occur. */
export const sentenceWordCheckers = [
  defineChecker({
    id: "first_word:first_word_sent",
    arguments: z.strictObject({ first_word: Word }),
    strict: ({ sentences }, args) =>
      everySentence(sentences, (sentence) => sameWord(wordsOf(sentence)[0], args.first_word)),
    published: ({ ifevalSentences }, args) =>
      everySentence(ifevalSentences, (sentence) => sameText(pythonSplit(sentence)[0], args.first_word)),
  }),
  defineChecker({
    id: "first_word:first_word_answer",
    arguments: z.strictObject({ first_word: Word }),
    strict: ({ words }, args) =>
      found(sameWord(words[0], args.first_word), `it starts with ${quoted(words[0] ?? "")}`),
    published: ({ tokens }, args) =>
      found(sameText(tokens[0], args.first_word), `it starts with ${quoted(tokens[0] ?? "")}`),
  }),
  defineChecker({
    id: "last_word:last_word_sent",
    arguments: z.strictObject({ last_word: Word }),
    strict: ({ sentences }, args) =>
      everySentence(sentences, (sentence) => sameWord(wordsOf(sentence).at(-1), args.last_word)),
    published: ({ ifevalSentences }, args) =>
      everySentence(ifevalSentences, (sentence) =>
        sameText(bareToken(pythonSplit(sentence).at(-1)), args.last_word),
      ),
  }),
  defineChecker({
    id: "last_word:last_word_answer",
    arguments: z.strictObject({ last_word: Word }),
    strict: ({ words }, args) =>
      found(sameWord(words.at(-1), args.last_word), `it ends with ${quoted(words.at(-1) ?? "")}`),
    published: ({ tokens }, args) =>
      found(
        sameText(bareToken(tokens.at(-1)), args.last_word),
        `it ends with ${quoted(tokens.at(-1) ?? "")}`,
      ),
  }),
  defineChecker({
    id: "keywords:keyword_specific_position",
    arguments: z.strictObject({ keyword: Word, n: Count.min(1), m: Count.min(1) }),
    strict: ({ sentences }, args) => {
      const word = wordsOf(sentences[args.n - 1] ?? "")[args.m - 1];
      return found(sameWord(word, args.keyword), `${quoted(word ?? "")} stands there`);
    },
    published: ({ ifevalSentences }, args) => {
      const word = treebankWords(ifevalSentences[args.n - 1] ?? "")[args.m - 1] ?? "";
      return found(word === args.keyword.trim(), `${quoted(word)} stands there`);
    },
  }),
  defineChecker({
    id: "count:count_unique",
    arguments: NoArguments,
    strict: ({ words }) => repeated(words.map(foldWord)),
    published: ({ nltkWords }) => repeated(nltkWords),
  }),
  defineChecker({
    id: "count:lowercase_counting",
    arguments: z.strictObject({ N: Count }),
    strict: ({ words }, args) =>
      counted(words.filter(isLowerWord).length, "less than", args.N + 1, "words in lower case"),
    published: ({ text }, args) => {
      const words = text.match(/(?<![\p{L}\p{N}_])[a-z]+(?![\p{L}\p{N}_])/gu)?.length ?? 0;
      return counted(words, "less than", args.N + 1, "words in lower case");
    },
  }),
];

function everySentence(sentences: readonly string[], holds: (sentence: string) => boolean): Finding {
  const at = sentences.findIndex((sentence) => !holds(sentence));
  return found(at < 0, `sentence ${at + 1}, ${quoted(sentences[at] ?? "")}, does not`);
}

function sameWord(word: string | undefined, asked: string): boolean {
  return word !== undefined && foldWord(word) === foldWord(wordsOf(asked)[0] ?? asked.trim());
}

function sameText(token: string | undefined, asked: string): boolean {
  return token?.toLowerCase() === asked.trim().toLowerCase();
}

function bareToken(token: string | undefined): string {
  return (token ?? "").replace(/[^\p{L}\p{N}_\s]/gu, "");
}

function isLowerWord(word: string): boolean {
  return /\p{Ll}/u.test(word) && !/[\p{Lu}\p{Lt}]/u.test(word);
}

function repeated(words: readonly string[]): Finding {
  const seen = new Set<string>();
  for (const word of words) {
    if (seen.has(word)) return found(false, `${quoted(word)} is repeated`);
    seen.add(word);
  }
  return found(true, "");
}
