import { describe, expect, test } from "vitest";
import { mathAnswer } from "../../src/math/answer.ts";

const outcomeOf = async (text: string, value: string): Promise<string> =>
  (await mathAnswer.verify({ text }, { value }, {})).outcome;

describe("the answer is found where a reader would find it", () => {
  test.each([
    ["in a box", "42", "We get \\boxed{42}."],
    ["in the last box", "42", "First \\boxed{41}.\nNo: \\boxed{42}."],
    ["in boxes that are joined", "2,3", "Either \\boxed{2} or \\boxed{3}."],
    ["behind a bold label", "42", "**Answer:** 42"],
    ["in bold", "42", "The answer is **42**."],
    ["under a heading", "42", "**Final Answer**\n\n$42$"],
    ["behind hash marks", "42", "so 42\n#### 42"],
    ["in a tag", "42", "so <answer>42</answer>"],
    ["in a JSON field", "42", '{"reasoning": "6 times 7", "answer": "42"}'],
    ["in a JSON field with escapes", "\\frac34", '{"answer": "\\\\frac{3}{4}"}'],
    ["behind a reason", "0.5", "The answer is 0.5 because of symmetry."],
    ["as a word", "east", "The answer is east."],
    ["as a choice", "C", "So the correct option is (C)."],
    ["behind a verb", "3/4", "Hence the result is 3/4."],
    ["as the one number of the last sentence", "12", "There are 12 ways to do this."],
    ["as a chain", "42", "We multiply.\n6*7 = 42"],
    ["as several assignments", "3,4", "Thus, x=3 and y=4."],
    ["as several roots", "2,-3", "The solutions are x = 2 and x = -3."],
    ["as money", "1234.5", "So the total is $1,234.50."],
    ["in a display", "5", "Then\n\\[ x = 5. \\]\n"],
    ["as the whole response", "42", "42"],
    [
      "in the statement behind a box",
      "10455",
      "So \\boxed{255} of interest.\nFinal Answer: The final answer is $10455$.",
    ],
    ["before a remark with numbers", "9", "$\\boxed{9}$.\n\nAsk me 3 more questions!"],
    ["behind a closed thought", "7", "<think>\\boxed{6}</think>The answer is 7"],
  ])("%s", async (_place, gold, text) => {
    expect(await outcomeOf(text, gold)).toBe("correct");
  });
});

describe("what states no answer earns nothing", () => {
  test.each([
    ["an enumeration", "5", "It could be 1, 2, 3, 4 or 5."],
    ["numbers in a row", "42", "40 41 42"],
    ["two boxes that are joined", "42", "\\boxed{41} or \\boxed{42}"],
    ["a box that is not closed", "42", "\\boxed{42"],
    ["a thought that is not closed", "42", "<think>\\boxed{42}"],
    ["a denial", "42", "The answer is not 42."],
    ["a question", "42", "Is it 42?"],
    ["a hedge", "42", "The answer is 42 or 43."],
    ["a number inside a word", "2", "AZYUK2A"],
    ["several choices", "B", "A, B, C, D"],
    ["an answer that is taken back", "42", "\\boxed{42}\nWait, it is \\boxed{41}."],
  ])("%s", async (_what, gold, text) => {
    expect(await outcomeOf(text, gold)).toBe("incorrect");
  });

  test("earlier answers that differ are counted as rivals, and those that only look different are too", async () => {
    const extraction = mathAnswer.extract({ text: "\\boxed{1}\n\\boxed{2}\n\\boxed{3}\n\\boxed{3}" });
    expect(extraction).toMatchObject({ text: "3", rule: "boxed", rivals: 2 });
    const verdict = await mathAnswer.verify({ text: "\\boxed{1}\n\\boxed{3}" }, { value: "3" }, {});
    expect(verdict).toMatchObject({ outcome: "correct", flags: [{ kind: "hedging" }] });
  });
});

describe("the truth may say more", () => {
  const judge = async (
    text: string,
    truth: Record<string, string | number | boolean | string[]>,
  ): Promise<string> => (await mathAnswer.verify({ text: `\\boxed{${text}}` }, truth, {})).outcome;

  test("alternatives are as right as the value", async () => {
    const truth = { value: "1", alternatives: ["\\text{one half}", "0.5"] };
    expect(await judge("\\frac12", truth)).toBe("correct");
    expect(await judge("\\frac13", truth)).toBe("incorrect");
  });

  test("an ordered list is right in its order only", async () => {
    expect(await judge("1,2,3", { value: "1,2,3", ordered: true })).toBe("correct");
    expect(await judge("3,2,1", { value: "1,2,3", ordered: true })).toBe("incorrect");
  });

  test("decimals allow a rounded value, and no less digits than asked for", async () => {
    expect(await judge("0.33", { value: "\\frac13", decimals: 2 })).toBe("correct");
    expect(await judge("0.3", { value: "\\frac13", decimals: 2 })).toBe("incorrect");
    expect(await judge("(0.67, 1]", { value: "(\\frac23,1]", decimals: 2 })).toBe("correct");
  });

  test("a gold that is a whole solution holds its answer in its box", async () => {
    expect(await judge("8", { value: "We add 3 and 5, so the answer is $\\boxed{8}$." })).toBe("correct");
  });
});
