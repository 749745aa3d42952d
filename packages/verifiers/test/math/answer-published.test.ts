import { describe, expect, test } from "vitest";
import { mathAnswer } from "../../src/math/answer.ts";

const published = async (text: string, value: string): Promise<string> =>
  (await mathAnswer.verify({ text }, { value }, { mode: "published" })).outcome;

describe("published mode follows the official rule, faults included", () => {
  test.each([
    ["200", "2", "a hundredth"],
    ["50", "0.5", "a hundredth as a decimal"],
    ["200", "20000", "a hundred times"],
    ["125", "12,5", "commas are dropped"],
    ["12", "1,2", "commas are dropped between any digits"],
    ["1", "1_2", "an index is dropped"],
    ["(1,2)", "{1,2}", "brackets do not matter"],
    ["3", "3.0002", "a tolerance for integers"],
    ["dia", "diameter", "units are cut out of words"],
    ["5 days", "5 meters", "units do not matter"],
    ["2\\pi", "2*\\pi", "a star"],
    ["\\frac{\\pi}{2}", "\\pi/2", "a slash"],
    ["\\sqrt{12}", "2\\sqrt{3}", "a simplified root"],
    ["x^2+1", "1+x^2", "terms in another order"],
    ["31/4", "7 3/4", "a mixed number"],
    ["0.25", "\\frac{1}{4}", "a decimal"],
    ["5", "x=5", "a name"],
    ["3", "3\\text{ meters}", "a unit"],
  ])("%s accepts %s: %s", async (gold, answer) => {
    expect(await published(`\\boxed{${answer}}`, gold)).toBe("correct");
  });

  test.each([
    ["1/2", "\\frac{2}{4}", "fractions are compared as written"],
    ["1+x^{2}", "x^{2}+1", "braced powers are refused"],
    ["2\\pi", "6.28", "nothing numeric with pi"],
    ["2", "\\sqrt{4}", "an integer needs an integer"],
    ["1024", "2^{10}", "powers are refused"],
    ["a+b+c", "c+b+a", "three letters are refused"],
    ["1, 2", "2, 1", "lists have an order"],
    ["[1,2]", "x \\in [1,2]", "membership is not understood"],
    ["5", "101_2", "numerals are not understood"],
    ["\\frac{2}{3}", "2:3", "ratios are not understood"],
  ])("%s refuses %s: %s", async (gold, answer) => {
    expect(await published(`\\boxed{${answer}}`, gold)).toBe("incorrect");
  });

  test("without a box the whole text is the answer", async () => {
    expect(await published("5", "5")).toBe("correct");
    expect(await published("the answer is 5", "5")).toBe("incorrect");
    expect(await published("\\fbox{5}", "5")).toBe("correct");
  });
});
