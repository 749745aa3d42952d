import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ifevalSentences } from "../../../src/instruction/text/ifeval-sentences.ts";
import { nltkWords } from "../../../src/instruction/text/nltk-words.ts";
import { punktSentences } from "../../../src/instruction/text/punkt-sentences.ts";
import { sentencesOf } from "../../../src/instruction/text/sentences.ts";
import { countWordRuns, wordsOf } from "../../../src/instruction/text/words.ts";

describe("sentences as a reader counts them", () => {
  test.each([
    ["Dr. Smith left. He ran.", ["Dr. Smith left.", "He ran."]],
    ["It was 5 p.m. yesterday. Fine!", ["It was 5 p.m. yesterday.", "Fine!"]],
    ["He left at 5 p.m. She stayed.", ["He left at 5 p.m.", "She stayed."]],
    ["See e.g. Fig. 3 and A. B. Jones.", ["See e.g. Fig. 3 and A. B. Jones."]],
    ["Pi is 3.14. Why?! “Because.” Yes…", ["Pi is 3.14.", "Why?!", "“Because.”", "Yes…"]],
    ["So did I. Then we left.", ["So did I.", "Then we left."]],
    ["# Title\n\nText.\n1. One\n2. Two\n- three", ["# Title", "Text.", "1. One", "2. Two", "- three"]],
    ["雨が降る。止んだ。", ["雨が降る。", "止んだ。"]],
    ["बारिश हुई। रुक गई।", ["बारिश हुई।", "रुक गई।"]],
    ["a line\nthat goes on.", ["a line\nthat goes on."]],
    ["*** . ...", []],
  ])("%j", (text, sentences) => {
    expect(sentencesOf(text)).toEqual(sentences);
  });

  test("joined sentences have every word of the text", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("a", "Dr.", "B.", "\n", "\n\n", "- ", "?", "! ", "5", "…", "“", "”", " ")),
        (parts) => {
          const text = parts.join(" ");
          expect(sentencesOf(text).flatMap(wordsOf)).toEqual(wordsOf(text));
        },
      ),
    );
  });
});

describe("sentences as the official checkers split them", () => {
  test.each([
    ["Dr. Smith left. e.g. this", ["Dr. Smith left.", "e.g.", "this"]],
    ["1. One\n2. Two", ["1.", "One\n2.", "Two"]],
    ['He said "go." Then (see it.) Done?! Yes', ['He said "go."', "Then (see it.)", "Done?!", "Yes"]],
    ["A p.m. train. The end", ["A p.m. train.", "The end"]],
  ])("Punkt: %j", (text, sentences) => {
    expect(punktSentences(text)).toEqual(sentences);
  });

  test.each([
    ["Mr. A. Smith has 3.5 apples... Inc. Really?", ["Mr. A. Smith has 3.5 apples...", "Inc. Really?"]],
    ["See example.com. Fine!", ["See example.com.", "Fine!"]],
    ["no end", ["no end"]],
  ])("IFEval: %j", (text, sentences) => {
    expect(ifevalSentences(text)).toEqual(sentences);
  });

  test.each([
    ["I can't; don't.", ["I", "ca", "n't", ";", "do", "n't", "."]],
    [
      '"Go," he said -- twice: 5,000.',
      ["``", "Go", ",", "''", "he", "said", "--", "twice", ":", "5,000", "."],
    ],
    ["Dr. Lee. Yes (x)", ["Dr.", "Lee", ".", "Yes", "(", "x", ")"]],
  ])("NLTK's words: %j", (text, words) => {
    expect(nltkWords(text)).toEqual(words);
  });
});

describe("words", () => {
  test.each([
    ["I don't like well-known 1,000.5 C++ _so_.", ["I", "don't", "like", "well-known", "1,000.5", "C", "so"]],
    ["L’été, c’est fini", ["L’été", "c’est", "fini"]],
    ["नमस्ते दुनिया", ["नमस्ते", "दुनिया"]],
    ["日本 ok", ["日", "本", "ok"]],
    ["- * …", []],
  ])("%j", (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  test("Python's count differs at apostrophes and underscores", () => {
    expect(countWordRuns("don't __x__")).toBe(3);
  });
});
