import { z } from "zod";
import { Count, counted, defineChecker, found, Phrase, Relation } from "../checker.ts";
import { quoted } from "../quoted.ts";
import { pythonStrip } from "../text/python-text.ts";
import { countPattern, countPhrase, hasPatternAsWord } from "../text/find-text.ts";
import { foldWord } from "../text/words.ts";
import { codePoints } from "../text/code-points.ts";

const Letter = z
  .string()
  .transform((text) => text.trim())
  .refine((text) => codePoints(text).length === 1, "must be one character");

const keywordCount = {
  keyword: Phrase,
  frequency: Count,
  relation: Relation,
};
const letterCount = z.strictObject({ letter: Letter, let_frequency: Count, let_relation: Relation });

function frequency(id: string) {
  return defineChecker({
    id,
    arguments: z.strictObject(keywordCount),
    strict: ({ text }, args) =>
      counted(countPhrase(text, args.keyword), args.relation, args.frequency, `of ${quoted(args.keyword)}`),
    published: ({ text }, args) =>
      counted(
        countPattern(text, args.keyword.trim()),
        args.relation,
        args.frequency,
        `of ${quoted(args.keyword)}`,
      ),
  });
}

function letterFrequency(id: string) {
  return defineChecker({
    id,
    arguments: letterCount,
    strict: ({ lower }, args) => {
      const count = lower.split(args.letter.toLowerCase()).length - 1;
      return counted(count, args.let_relation, args.let_frequency, `of the letter ${quoted(args.letter)}`);
    },
  });
}

/** Instructions about words and letters that a text holds. */
export const keywordCheckers = [
  defineChecker({
    id: "keywords:existence",
    arguments: z.strictObject({ keywords: z.array(Phrase).min(1) }),
    strict: ({ text }, { keywords }) => {
      const missing = keywords.filter((keyword) => countPhrase(text, keyword) === 0);
      return found(missing.length === 0, `missing: ${missing.map(quoted).join(", ")}`);
    },
    published: ({ text }, { keywords }) => {
      const missing = keywords.filter((keyword) => countPattern(text, keyword) === 0);
      return found(missing.length === 0, `missing: ${missing.map(quoted).join(", ")}`);
    },
  }),
  frequency("keywords:frequency"),
  frequency("keywords:word_count_different_numbers"),
  defineChecker({
    id: "keywords:forbidden_words",
    arguments: z.strictObject({ forbidden_words: z.array(Phrase).min(1) }),
    strict: ({ text }, args) => {
      const used = args.forbidden_words.filter((word) => countPhrase(text, word) > 0);
      return found(used.length === 0, `used: ${used.map(quoted).join(", ")}`);
    },
    published: ({ text }, args) => {
      const used = args.forbidden_words.filter((word) => hasPatternAsWord(text, word));
      return found(used.length === 0, `used: ${used.map(quoted).join(", ")}`);
    },
  }),
  letterFrequency("keywords:letter_frequency"),
  letterFrequency("letters:letter_counting2"),
  defineChecker({
    id: "letters:letter_counting",
    arguments: z.strictObject({ N: Count, relation: Relation }),
    strict: ({ text }, args) => counted(text.match(/\p{L}/gu)?.length ?? 0, args.relation, args.N, "letters"),
    published: ({ text }, args) =>
      counted(text.match(/[a-zA-Z]/gu)?.length ?? 0, args.relation, args.N, "letters"),
  }),
  defineChecker({
    id: "keywords:word_once",
    arguments: z.strictObject({ keyword: Phrase }),
    strict: ({ text }, { keyword }) =>
      counted(countPhrase(text, keyword), "exactly", 1, `of ${quoted(keyword)}`),
    published: ({ text }, { keyword }) =>
      counted(countPattern(text, keyword.trim()), "exactly", 1, `of ${quoted(keyword)}`),
  }),
  defineChecker({
    id: "count:count_increment_word",
    arguments: z.strictObject({ keyword1: Phrase, keyword2: Phrase }),
    strict: ({ text }, { keyword1, keyword2 }) => {
      const [first, second] = [countPhrase(text, keyword1), countPhrase(text, keyword2)];
      return found(first === 1 && second === 2, `${first} and ${second} times, once and twice asked for`);
    },
    published: ({ text }, { keyword1, keyword2 }) => {
      const [first, second] = [countPattern(text, keyword1.trim()), countPattern(text, keyword2.trim())];
      return found(first === 1 && second === 2, `${first} and ${second} times, once and twice asked for`);
    },
  }),
  defineChecker({
    id: "keywords:exclude_word_harder",
    arguments: z.strictObject({ keyword: Phrase, instruction: z.string().optional() }),
    strict: ({ text }, { keyword }) => found(countPhrase(text, keyword) === 0, `${quoted(keyword)} is used`),
    published: ({ text }, { keyword }) =>
      found(!text.includes(` ${keyword.trim()} `), `${quoted(keyword)} is used`),
  }),
  defineChecker({
    id: "keywords:palindrome",
    arguments: z.strictObject({}),
    strict: ({ words }) =>
      found(words.some(isPalindrome), "no word of three letters or more is a palindrome"),
    published: ({ tokens }) =>
      found(
        tokens.some((token) => token === codePoints(token).reverse().join("")),
        "no word is a palindrome",
      ),
  }),
  defineChecker({
    id: "keywords:no_adjacent_consecutive",
    arguments: z.strictObject({}),
    strict: ({ words }) => adjacentLetters(words.filter((word) => /^\p{L}/u.test(word))),
    published: ({ tokens }) => adjacentLetters(tokens),
  }),
  defineChecker({
    id: "keywords:start_end",
    arguments: z.strictObject({}),
    strict: ({ words, text }) => {
      const [first, last] = [words[0], words.at(-1)];
      if (words.length < 2 || first === undefined || last === undefined)
        return found(false, "fewer than two words");
      if (!pythonStrip(text).endsWith(last)) return found(false, "something follows the last word");
      return found(
        foldWord(first) === foldWord(last),
        `starts with ${quoted(first)}, ends with ${quoted(last)}`,
      );
    },
    published: ({ text, nltkWords }) => {
      const parts = text.includes("-") ? text.split("-") : nltkWords;
      const [first = "", last = ""] = [parts[0], parts.at(-1)];
      return found(
        parts.length >= 2 && first.toLowerCase() === last.toLowerCase(),
        `starts with ${quoted(first)}, ends with ${quoted(last)}`,
      );
    },
  }),
];

/** Whether a word of at least three letters, with two different ones among them, reads the same backwards. */
export function isPalindrome(word: string, minimumLetters = 3): boolean {
  const letters = codePoints(word.toLowerCase());
  return (
    letters.length >= minimumLetters &&
    letters.every((letter, index) => /\p{L}/u.test(letter) && letter === letters.at(-1 - index)) &&
    new Set(letters).size > 1
  );
}

function adjacentLetters(words: readonly string[]) {
  const firsts = words.map((word) => word.codePointAt(0) ?? 0).map((first) => lowerCode(first));
  const at = firsts.findIndex((first, index) => index > 0 && first - (firsts[index - 1] ?? 0) === 1);
  return found(
    at < 0,
    `${quoted(words[at - 1] ?? "")} and ${quoted(words[at] ?? "")} begin with adjacent letters`,
  );
}

function lowerCode(code: number): number {
  return String.fromCodePoint(code).toLowerCase().codePointAt(0) ?? 0;
}
