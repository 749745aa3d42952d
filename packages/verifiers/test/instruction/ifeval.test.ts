import { expect, test } from "vitest";
import { instructionIfeval } from "../../src/instruction/ifeval.ts";
import { testVerifier } from "../../src/testing/index.ts";

const maximumChars = 262_144;

/** What stands behind the last thought, if it can be an answer at all; written without the verifier's own code. */
function answerOf(text: string): string | undefined {
  if (text.lastIndexOf("<think>") > text.lastIndexOf("</think>")) return undefined;
  const answer = text.split("</think>").at(-1) ?? "";
  return answer.length > maximumChars || !/[\p{L}\p{N}]/u.test(answer) ? undefined : answer;
}

const outcome = (text: string, isFollowed: (answer: string) => boolean) => {
  const answer = answerOf(text);
  return answer !== undefined && isFollowed(answer) ? ("correct" as const) : ("incorrect" as const);
};

const isWordUnit = (unit: string | undefined) => unit !== undefined && /[\p{L}\p{N}_]/u.test(unit);

/** How often a lower-case word stands alone, by looking at each place. */
function wordCount(text: string, word: string): number {
  const lower = text.toLowerCase();
  let count = 0;
  for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1))
    if (!isWordUnit(lower[at - 1]) && !isWordUnit(lower[at + word.length])) count++;
  return count;
}

testVerifier(instructionIfeval, {
  render: (answer) => answer,
  runs: 60,
  cases: [
    {
      truth: {
        instructions: [
          { id: "keywords:existence", arguments: { keywords: ["apple"] } },
          { id: "keywords:forbidden_words", arguments: { forbidden_words: ["banana"] } },
        ],
      },
      correct: ["An apple a day.", "APPLE", "**apple** bananas"],
      incorrect: [
        { name: "the forbidden word", text: "a banana and an apple" },
        { name: "the keyword missing, and the forbidden one used", text: "a banana" },
        { name: "the keyword inside another word, and the forbidden one used", text: "pineapple, Banana" },
      ],
      expected: (text) =>
        outcome(text, (answer) => wordCount(answer, "apple") > 0 && wordCount(answer, "banana") === 0),
    },
    {
      truth: { instructions: [{ id: "startend:end_checker", arguments: { end_phrase: "That is all." } }] },
      correct: ["One thing. That is all.", "that is all."],
      incorrect: ["That is all. Really.", "That is", "That is all"],
      expected: (text) =>
        outcome(text, (answer) => /(?:^|[^\p{L}\p{N}])that is all\.[\t-\r ]*$/iu.test(answer)),
    },
    {
      truth: {
        instructions: [
          { id: "punctuation:no_comma", arguments: {} },
          { id: "length_constraints:number_words", arguments: { num_words: 4, relation: "at least" } },
        ],
      },
      correct: ["Rain falls on roofs.", "a b c d e"],
      incorrect: ["Rain, falls on roofs", "One, two", "Well, then, three words"],
      expected: (text) =>
        outcome(text, (answer) => {
          const words = answer
            .split(/[^\p{L}\p{M}\p{N}'’_‐‑.,-]+/u)
            .filter((word) => /[\p{L}\p{N}]/u.test(word));
          return !/[,，、،﹐﹑︐]/u.test(answer) && words.length >= 4;
        }),
    },
  ],
  badTruths: [
    {},
    { instructions: [] },
    { instructions: [{ id: "no:such" }] },
    { instructions: [{ id: "count:numbers", arguments: { N: 3 } }] },
    {
      instructions: [
        { id: "keywords:frequency", arguments: { keyword: "a", frequency: 2, relation: "about" } },
      ],
    },
    { instructions: [{ id: "punctuation:no_comma", arguments: { extra: 1 } }] },
    { instructions: [{ id: "language:response_language", arguments: { language: "xx" } }] },
    { instructions: [{ id: "keywords:existence", arguments: { keywords: [] } }] },
  ],
});

test("a truth that cannot be read names the instruction and its argument", () => {
  const truth = {
    instructions: [{ id: "length_constraints:number_words", arguments: { num_words: "many" } }],
  };
  const check = instructionIfeval.checkGold(truth);
  expect(check.ok ? "" : check.error).toContain("length_constraints:number_words");
  expect(check.ok ? "" : check.error).toContain("num_words");
});

test("the verdict names the instructions that are not followed", async () => {
  const truth = {
    instructions: [
      { id: "punctuation:no_comma", arguments: {} },
      { id: "keywords:existence", arguments: { keywords: ["rain"] } },
      { id: "detectable_format:title", arguments: {} },
    ],
  };
  const verdict = await instructionIfeval.verify({ text: "Rain, sun" }, truth, {});
  expect(verdict).toMatchObject({ outcome: "incorrect", reason: "different.instructions" });
  expect(verdict.error?.message).toBe(
    "2 of 3 instructions not followed: punctuation:no_comma (a comma is used); " +
      "detectable_format:title (no title in double angular brackets)",
  );
});

test("null arguments, which Parquet files are full of, are left out", () => {
  const args = { keywords: null, relation: null, num_words: 3, frequency: null };
  expect(
    instructionIfeval.checkGold({
      instructions: [{ id: "length_constraints:number_words", arguments: args }],
    }).ok,
  ).toBe(false);
  expect(
    instructionIfeval.checkGold({
      instructions: [
        { id: "length_constraints:number_words", arguments: { ...args, relation: "less than" } },
      ],
    }).ok,
  ).toBe(true);
});
