import { z } from "zod";
import { Count, counted, defineChecker, found, type Finding, NoArguments, Phrase } from "../checker.ts";
import { quoted } from "../quoted.ts";
import { nltkWords } from "../text/nltk-words.ts";
import {
  pythonStrip,
  asciiPunctuation,
  pythonSplit,
  stripCharacters,
  withoutPunctuation,
} from "../text/python-text.ts";
import { countSyllables } from "../text/syllables.ts";
import { foldWord, hasWord, wordsOf } from "../text/words.ts";
import { isPalindrome } from "./keyword-checkers.ts";
import { codePoints } from "../text/code-points.ts";

const alphabet = "abcdefghijklmnopqrstuvwxyz";
const cluster = /[b-df-hj-np-tv-z]{2}/u;

/** IFBench's instructions about every word, or about words at certain places. */
export const wordCheckers = [
  defineChecker({
    id: "words:alphabet",
    arguments: NoArguments,
    strict: ({ words }) => alphabetLoop(words.map((word) => word.toLowerCase())),
    published: ({ text }) =>
      alphabetLoop(pythonSplit(withoutPunctuation(text)).map((word) => word.toLowerCase())),
  }),
  defineChecker({
    id: "words:vowel",
    arguments: NoArguments,
    strict: ({ paragraphs, lower }) =>
      paragraphs.length === 1
        ? fewVowels(lower.normalize("NFD"))
        : counted(paragraphs.length, "exactly", 1, "paragraphs"),
    published: ({ lower }) => {
      const text = pythonStrip(lower);
      return text.includes("\n") ? found(false, "more than one line") : fewVowels(text);
    },
  }),
  defineChecker({
    id: "words:consonants",
    arguments: NoArguments,
    strict: ({ words }) =>
      everyWord(words, (word) => cluster.test(word.toLowerCase().normalize("NFD").replace(/\p{M}/gu, ""))),
    published: ({ lower }) => everyWord(pythonSplit(lower), (word) => cluster.test(word)),
  }),
  defineChecker({
    id: "words:palindrome",
    arguments: NoArguments,
    strict: ({ words }) => {
      const palindromes = words.map(foldWord).filter((word) => isPalindrome(word, 5));
      return counted(new Set(palindromes).size, "at least", 10, "different palindromes");
    },
    published: ({ lower }) => {
      const palindromes = pythonSplit(withoutPunctuation(lower)).filter((word) => {
        const letters = codePoints(word);
        return letters.length >= 5 && letters.every((letter, index) => letter === letters.at(-1 - index));
      });
      return counted(palindromes.length, "at least", 10, "palindromes");
    },
  }),
  defineChecker({
    id: "words:prime_lengths",
    arguments: NoArguments,
    strict: ({ words }) =>
      everyWord(
        words.map((word) => word.replace(/[^\p{L}\p{N}]/gu, "")),
        hasPrimeLength,
      ),
    published: ({ text }) => everyWord(pythonSplit(withoutPunctuation(text)), hasPrimeLength),
  }),
  defineChecker({
    id: "words:repeats",
    arguments: z.strictObject({ small_n: Count.min(1) }),
    strict: ({ words }, args) => repeats(words.map(foldWord), args.small_n),
    published: ({ lower }, args) => repeats(pythonSplit(withoutPunctuation(lower)), args.small_n),
  }),
  defineChecker({
    id: "words:no_consecutive",
    arguments: NoArguments,
    strict: ({ words }) => differentLetters(words.map(foldWord)),
    published: ({ lower }) => differentLetters(pythonSplit(withoutPunctuation(lower))),
  }),
  defineChecker({
    id: "words:odd_even_syllables",
    arguments: NoArguments,
    strict: ({ words }) =>
      alternate(words.flatMap((word) => word.split(/[‐‑_-]/u)).filter((word) => /\p{L}/u.test(word))),
    published: ({ text }) => alternate(pythonSplit(withoutPunctuation(text))),
  }),
  defineChecker({
    id: "words:last_first",
    arguments: NoArguments,
    strict: ({ sentences }) => {
      if (sentences.length < 2) return found(false, "fewer than two sentences");
      return chained(sentences, (sentence) => wordsOf(sentence).map(foldWord));
    },
    published: ({ punktSentences }) =>
      chained(punktSentences, (sentence) =>
        pythonSplit(stripCharacters(sentence, `${asciiPunctuation} `)).map((word) => word.toLowerCase()),
      ),
  }),
  defineChecker({
    id: "words:paragraph_last_first",
    arguments: NoArguments,
    strict: ({ lines }) => {
      const filled = lines.filter(hasWord);
      return everyWord(filled, (line) => {
        const words = wordsOf(line).map(foldWord);
        return words.length > 1 && words[0] === words.at(-1);
      });
    },
    published: ({ lower }) =>
      everyWord(lower.split("\n"), (line) => {
        const words = pythonSplit(stripCharacters(pythonStrip(line), `${asciiPunctuation} `));
        return words[0] === words.at(-1);
      }),
  }),
  defineChecker({
    id: "words:keywords_specific_position",
    arguments: z.strictObject({ keyword: Phrase, n: Count.min(1), m: Count.min(1) }),
    strict: ({ sentences }, args) => wordAt(sentences, wordsOf, args),
    published: ({ punktSentences }, args) =>
      wordAt(
        punktSentences,
        (sentence) => nltkWords(sentence).filter((token) => /[\p{L}\p{N}]/u.test(token)),
        args,
      ),
  }),
  defineChecker({
    id: "words:words_position",
    arguments: z.strictObject({ keyword: Phrase }),
    strict: ({ words }, { keyword }) => atBothEnds(words, keyword),
    published: ({ nltkWords: tokens }, { keyword }) =>
      atBothEnds(asciiPunctuation.includes(tokens.at(-1) ?? "") ? tokens.slice(0, -1) : tokens, keyword),
  }),
];

function alphabetLoop(words: readonly string[]): Finding {
  const at = words.findIndex((word, index) => {
    const place = alphabet.indexOf(word.charAt(0));
    return (
      place < 0 || (index > 0 && place !== (alphabet.indexOf(words[index - 1]?.charAt(0) ?? "") + 1) % 26)
    );
  });
  return found(words.length > 0 && at < 0, `${quoted(words[at] ?? "")} breaks the order`);
}

function fewVowels(text: string): Finding {
  const vowels = new Set(text.match(/[aeiou]/gu));
  return found(vowels.size <= 3, `the vowels ${[...vowels].join(" ")}`);
}

function everyWord(words: readonly string[], holds: (word: string) => boolean): Finding {
  const at = words.findIndex((word) => !holds(word));
  return found(at < 0, `not so for ${quoted(words[at] ?? "")}`);
}

function hasPrimeLength(word: string): boolean {
  const { length } = codePoints(word);
  if (length < 2 || length > 100) return false;
  for (let divisor = 2; divisor * divisor <= length; divisor++) if (length % divisor === 0) return false;
  return true;
}

function repeats(words: readonly string[], most: number): Finding {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const often = [...counts].find(([, count]) => count > most);
  return found(often === undefined, `${quoted(often?.[0] ?? "")} occurs ${often?.[1] ?? 0} times`);
}

function differentLetters(words: readonly string[]): Finding {
  const at = words.findIndex(
    (word, index) => index > 0 && codePoints(word)[0] === codePoints(words[index - 1] ?? "")[0],
  );
  return found(at < 0, `${quoted(words[at - 1] ?? "")} and ${quoted(words[at] ?? "")}`);
}

function alternate(words: readonly string[]): Finding {
  const parities = words.map((word) => countSyllables(word) % 2);
  const at = parities.findIndex((parity, index) => index > 0 && parity === parities[index - 1]);
  return found(at < 0, `${quoted(words[at - 1] ?? "")} and ${quoted(words[at] ?? "")}`);
}

function chained(sentences: readonly string[], words: (sentence: string) => readonly string[]): Finding {
  const at = sentences.findIndex((sentence, index) => {
    if (index === 0) return false;
    const [before, first] = [words(sentences[index - 1] ?? "").at(-1), words(sentence)[0]];
    return first === undefined || before !== first;
  });
  return found(at < 0, `sentence ${at + 1} starts with another word`);
}

function wordAt(
  sentences: readonly string[],
  words: (sentence: string) => readonly string[],
  args: { readonly keyword: string; readonly n: number; readonly m: number },
): Finding {
  const word = words(sentences[args.n - 1] ?? "")[args.m - 1] ?? "";
  return found(foldWord(word) === foldWord(pythonStrip(args.keyword)), `${quoted(word)} stands there`);
}

function atBothEnds(words: readonly string[], keyword: string): Finding {
  const [second = "", secondLast = ""] = [words[1], words.at(-2)];
  const asked = foldWord(pythonStrip(keyword));
  return found(
    words.length > 1 && foldWord(second) === asked && foldWord(secondLast) === asked,
    `${quoted(second)} and ${quoted(secondLast)} stand there`,
  );
}
