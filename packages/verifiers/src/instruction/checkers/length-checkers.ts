import { z } from "zod";
import {
  Count,
  counted,
  defineChecker,
  found,
  type Finding,
  NoArguments,
  Phrase,
  Relation,
} from "../checker.ts";
import { quoted } from "../quoted.ts";
import { ifevalSentences } from "../text/ifeval-sentences.ts";
import { nltkWords } from "../text/nltk-words.ts";
import { pythonSplit, pythonStrip } from "../text/python-text.ts";
import { sentencesOf } from "../text/sentences.ts";
import { countWordRuns, foldWord, hasWord, wordsOf } from "../text/words.ts";

/** Instructions about how many words, sentences and paragraphs there are. */
export const lengthCheckers = [
  defineChecker({
    id: "length_constraints:number_words",
    arguments: z.strictObject({ num_words: Count, relation: Relation }),
    strict: ({ words }, args) => counted(words.length, args.relation, args.num_words, "words"),
    published: ({ text }, args) => counted(countWordRuns(text), args.relation, args.num_words, "words"),
  }),
  defineChecker({
    id: "length_constraints:number_sentences",
    arguments: z.strictObject({ num_sentences: Count, relation: Relation }),
    strict: ({ sentences }, args) =>
      counted(sentences.length, args.relation, args.num_sentences, "sentences"),
    published: ({ punktSentences }, args) =>
      counted(punktSentences.length, args.relation, args.num_sentences, "sentences"),
  }),
  defineChecker({
    id: "length_constraints:number_paragraphs",
    arguments: z.strictObject({ num_paragraphs: Count }),
    strict: (text, args) => countSections(dividedSections(text.text), args.num_paragraphs),
    published: (text, args) => countSections(starSections(text.text), args.num_paragraphs),
  }),
  defineChecker({
    id: "paragraphs:paragraphs",
    arguments: NoArguments,
    strict: ({ text }) => countSections(dividedSections(text), 2),
    published: ({ text }) => countSections(starSections(text), 2),
  }),
  defineChecker({
    id: "paragraphs:paragraphs2",
    arguments: NoArguments,
    strict: ({ paragraphs }) => counted(paragraphs.length, "exactly", 2, "paragraphs"),
    published: ({ text }) => countSections(text.split("\n\n"), 2),
  }),
  defineChecker({
    id: "length_constraints:nth_paragraph_first_word",
    arguments: z
      .strictObject({ num_paragraphs: Count.min(1), nth_paragraph: Count.min(1), first_word: Phrase })
      .refine((args) => args.nth_paragraph <= args.num_paragraphs, {
        path: ["nth_paragraph"],
        message: "must not be greater than num_paragraphs",
      }),
    strict: ({ paragraphs }, args) => {
      if (paragraphs.length !== args.num_paragraphs)
        return counted(paragraphs.length, "exactly", args.num_paragraphs, "paragraphs");
      const first = wordsOf(paragraphs[args.nth_paragraph - 1] ?? "")[0] ?? "";
      return startsWith(first, args.first_word);
    },
    published: ({ text }, args) => {
      const paragraphs = text.split("\n\n");
      const filled = paragraphs.filter((paragraph) => pythonStrip(paragraph) !== "").length;
      if (filled !== args.num_paragraphs)
        return counted(filled, "exactly", args.num_paragraphs, "paragraphs");
      const paragraph = paragraphs[args.nth_paragraph - 1] ?? "";
      const token = (pythonSplit(paragraph)[0] ?? "").replace(/^'+/u, "").replace(/^"+/u, "");
      const first = /^[^.,?!'"]*/u.exec(token)?.[0] ?? "";
      return found(
        first.toLowerCase() === args.first_word.toLowerCase() && pythonStrip(paragraph) !== "",
        `it starts with ${quoted(first)}`,
      );
    },
  }),
  defineChecker({
    id: "count:counting_composition",
    arguments: z.strictObject({ n_sent: Count, n_words: Count }),
    strict: ({ text }, args) => {
      const parts = dividedSections(text).filter((part) => hasWord(part));
      return composition(parts, args, { sentences: sentencesOf, words: wordsOf });
    },
    published: ({ text }, args) =>
      composition(starSections(text), args, { sentences: ifevalSentences, words: nltkWords }),
  }),
];

/** The parts between dividers `***` or `* * *` that stand between white space. */
function dividedSections(text: string): string[] {
  return text.split(/(?<!\S)(?:\*{3}|\* \* \*)(?!\S)/u);
}

/** The parts between any three asterisks. */
function starSections(text: string): string[] {
  return text.split("***");
}

/** Exactly so many parts; only the first and the last may be blank, and do not count then. */
function countSections(parts: readonly string[], asked: number): Finding {
  if (parts.slice(1, -1).some((part) => pythonStrip(part) === ""))
    return found(false, "a paragraph is empty");
  return counted(parts.filter((part) => pythonStrip(part) !== "").length, "exactly", asked, "paragraphs");
}

function startsWith(first: string, asked: string): Finding {
  const word = wordsOf(asked)[0] ?? asked;
  return found(foldWord(first) === foldWord(word), `it starts with ${quoted(first)}`);
}

function composition(
  parts: readonly string[],
  asked: { readonly n_sent: number; readonly n_words: number },
  split: { sentences(text: string): readonly string[]; words(text: string): readonly string[] },
): Finding {
  if (parts.length !== 3) return counted(parts.length, "exactly", 3, "paragraphs");
  for (const part of parts) {
    const sentences = split.sentences(part);
    if (sentences.length !== asked.n_sent)
      return counted(sentences.length, "exactly", asked.n_sent, "sentences in a paragraph");
    for (const sentence of sentences) {
      const count = split.words(sentence).length;
      if (count !== asked.n_words) return counted(count, "exactly", asked.n_words, "words in a sentence");
    }
  }
  return found(true, "");
}
