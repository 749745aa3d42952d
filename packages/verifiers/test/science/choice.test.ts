import { expect, test } from "vitest";
import { scienceChoice } from "../../src/science/choice.ts";
import { testVerifier } from "../../src/testing/index.ts";

const bases = ["Guanine", "Cytosine", "Adenine", "Thymine"];

testVerifier(scienceChoice, {
  render: (answer) => `\\boxed{${answer}}`,
  cases: [
    {
      truth: { answer: "C", count: 4 },
      correct: [
        "C",
        "c",
        "(C)",
        "[C]",
        "C.",
        "C)",
        "\\text{C}",
        "\\text{(C)}",
        "\\mathbf{C}",
        "$C$",
        "**C**",
        "Option C",
        "Answer: C",
        "C. Adenine",
        "C) Adenine",
        "(C) Adenine",
        "C: Adenine",
        "C – Adenine",
        "\\text{C. } \\text{Adenine}",
        "\\textbf{C}. Adenine",
      ],
      incorrect: [
        { name: "another letter", text: "B" },
        { name: "another letter with text", text: "D. Cytosine" },
        { name: "a word that begins with the letter", text: "Cannot be determined" },
        { name: "two letters joined by or", text: "C or D" },
        { name: "two letters joined by a comma", text: "C, D" },
        { name: "two labelled options", text: "C. Adenine or D. Thymine" },
        { name: "every letter", text: "ABCDEFGHIJ" },
        { name: "every letter, apart", text: "A B C D" },
        { name: "a list of all", text: "A, B, C, D" },
        { name: "a range", text: "A-D" },
        { name: "a unit that holds the letter", text: "12 °C" },
        { name: "a variable", text: "C_1" },
        { name: "a Cyrillic look-alike", text: "С" },
        { name: "a negation", text: "not C" },
        { name: "either", text: "either C or D" },
      ],
    },
    {
      truth: { answer: "J", count: 10 },
      correct: ["J", "(J)", "J. 4.2 kJ", "j"],
      incorrect: ["kJ", "4.2 kJ", "J/mol", "I", "Joule"],
    },
    {
      truth: { answer: "C", options: bases },
      correct: [
        "C",
        "Adenine",
        "adenine",
        "\\text{Adenine}",
        "C. Adenine",
        "C Adenine",
        "C. it pairs with T",
      ],
      incorrect: [
        "Guanine",
        "C. Guanine",
        "A. Adenine",
        "Aden",
        "Adenine or Guanine",
        "A Adenine",
        "Adeninė",
      ],
    },
    {
      truth: { answer: "B", options: ["E. coli", "C. elegans", "A and C", "vitamin A and D"] },
      correct: ["B", "C. elegans", "B. C. elegans"],
      incorrect: ["C", "A and C", "C. A and C", "D. vitamin A and D"],
    },
    {
      truth: { answer: "A", options: ["Mg", "mg", "MG", "m g"] },
      correct: ["Mg", "A"],
      incorrect: ["mg", "MG", "mG"],
    },
  ],
  badTruths: [
    { answer: "c" },
    { answer: "K" },
    { answer: "" },
    { answer: "CD" },
    { answer: "E", count: 4 },
    { answer: "C", count: 1 },
    { answer: "C", count: 4, options: ["a", "b", "c"] },
    { answer: "D", options: ["a", "b", "c"] },
    { answer: "C", extra: 1 },
    {},
  ],
});

const truth = { answer: "C", count: 4 };
const judge = (text: string, goldTruth: object = truth) =>
  scienceChoice.verify({ text }, { ...goldTruth }, {});

test.each([
  "Answer: C",
  "answer: c",
  "**Answer:** C",
  "**Answer: C**",
  "Answer: $C$",
  "The answer is (C).",
  "The correct answer is **C**.",
  "The correct option is C) Adenine",
  "The answer is C because adenine pairs with thymine.",
  "So the final answer is: C. It pairs with thymine.",
  "Answer:\nC",
  "Final Answer: \\boxed{C}",
  "<answer>C</answer>",
  "<answer>\\boxed{C}</answer>",
  "\\boxed{<answer>C</answer>}",
  "A is wrong, so is B.\n\nC",
  "Both others are wrong.\n\n**C**",
  "It pairs with thymine.\n**C. Adenine**",
  "It pairs with thymine.\nC) Adenine",
  "Option C is correct.",
  "(C) is the correct answer.",
  "C is the best choice",
  "So I would go with C.",
  "I choose option (C)",
  "The answer is B.\nNo, wait. The answer is C.",
  "\\boxed{B} was too quick.\n\\boxed{C}",
  "\\boxed{B}? No: the answer is C.",
  "The answer is \\boxed{C}, and that answer is final.",
  "<think>Answer: B</think>Answer: C",
])("%j names C", async (text) => {
  expect(await judge(text)).toMatchObject({ outcome: "correct", reason: "equal.letter" });
});

test.each([
  "Cannot be determined.",
  "I can't answer that.",
  "A compound of carbon.",
  "The answer is a compound of carbon.",
  "The answer is not C.",
  "The answer is A or C",
  "The answer is either C or D.",
  "Answer: A, B, C, D",
  "A. Guanine\nB. Cytosine\nD. Thymine\nC. Adenine",
  "C\u200b",
  "Answer: \u2060C",
  "The answer depends on C",
  "Grade C",
  "25 °C",
  "<think>Answer: C</think>",
  "<think>Answer: C",
])("%j does not name C", async (text) => {
  expect(await judge(text)).toMatchObject({ outcome: "incorrect", score: 0 });
});

test("a response that names nothing has no answer, rather than a guessed one", async () => {
  for (const text of [
    "",
    "I'm sorry, but I can't help with that.",
    "Adenine pairs with thymine.",
    "A cat.",
  ]) {
    for (const answer of "ABCDEFGHIJ") {
      const verdict = await judge(text, { answer });
      expect(verdict).toMatchObject({ outcome: "incorrect", error: { class: "no_answer" } });
    }
  }
});

test("the reason says why an answer is not the right one", async () => {
  const reasonOf = async (answer: string) =>
    (await judge(`\\boxed{${answer}}`, { answer: "C", options: bases })).reason;
  expect(await reasonOf("B")).toBe("different.option");
  expect(await reasonOf("E")).toBe("different.no-option");
  expect(await reasonOf("Uracil")).toBe("different.no-option");
  expect(await reasonOf("B or C")).toBe("different.several-options");
  expect(await reasonOf("C. Thymine")).toBe("different.contradiction");
  expect(await reasonOf("adenine")).toBe("equal.option-text");
});

test("different earlier answers are counted as rivals, and the same one in another notation is none", async () => {
  const verdict = await judge("Answer: A\nAnswer: (C)\n\\boxed{C. Adenine}");
  expect(verdict).toMatchObject({ extracted: { rivals: 1, rule: "boxed" }, flags: [{ kind: "hedging" }] });
});

const published = (text: string, goldTruth: object) =>
  scienceChoice.verify({ text }, { ...goldTruth }, { mode: "published" });

test.each([
  ["supergpqa", "A", "\\boxed{C. Adenine}", "correct"],
  ["supergpqa", "C", "\\boxed{\\text{C}}", "correct"],
  ["supergpqa", "C", "\\boxed{C. Adenine}", "incorrect"],
  ["supergpqa", "A", "\\boxed{ABCDEFGHIJ}", "correct"],
  ["supergpqa", "J", "\\boxed{4.2 kJ}", "correct"],
  ["supergpqa", "C", "<think>\\boxed{C}", "correct"],
  ["supergpqa", "C", "The answer is: C\nbecause", "correct"],
  ["supergpqa", "C", "The answer is C", "incorrect"],
  ["supergpqa", "C", "\\boxed{C}<|im_end|>\\boxed{B}", "correct"],
  ["gpqa", "C", "Answer: C\nAnswer: B", "correct"],
  ["gpqa", "C", "Answer: $C$", "correct"],
  ["gpqa", "C", "Answer: Cannot be determined", "correct"],
  ["gpqa", "B", "answer: b", "incorrect"],
  ["gpqa", "C", "\\boxed{C}", "incorrect"],
  ["gpqa", "C", "Answer: (C)", "incorrect"],
])("as the official %s scorer, gold %s: %j is %s", async (scorer, answer, text, outcome) => {
  expect(await published(text, { answer, scorer })).toMatchObject({ outcome });
});

test("where the official scorer guesses at random, published finds no answer", async () => {
  for (const answer of "ABCDEFGHIJ")
    expect(await published("no idea", { answer })).toMatchObject({ error: { class: "no_answer" } });
});

test("the two modes have different stamps, and a bad truth is unscored in both", async () => {
  const [one, other] = [await judge("\\boxed{C}"), await published("\\boxed{C}", truth)];
  expect(one.by.options).not.toBe(other.by.options);
  expect(await published("\\boxed{C}", { answer: "K" })).toMatchObject({ outcome: "unscored" });
});
