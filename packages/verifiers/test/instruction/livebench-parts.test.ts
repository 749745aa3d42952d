import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { boldSpans } from "../../src/instruction/livebench/bold-spans.ts";
import { finalAnswer } from "../../src/instruction/livebench/final-answer.ts";
import { sequenceRatio } from "../../src/instruction/livebench/sequence-ratio.ts";
import { createWorkCounter } from "../../src/work-counter.ts";

describe("the ratio of two texts", () => {
  test.each([
    ["abcd", "bcde", 0.75],
    ["", "", 1],
    ["a", "b", 0],
    ["private Thread currentThread;", "private volatile Thread currentThread;", 58 / 67],
  ])("of %j and %j is %d", (a, b, ratio) => {
    expect(sequenceRatio(a, b, createWorkCounter())).toBeCloseTo(ratio, 12);
  });

  test("is 1 only for equal texts, and lies between 0 and 1", () => {
    const texts = fc.string({ unit: fc.constantFrom("a", "b", "c", " "), maxLength: 30 });
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        const ratio = sequenceRatio(a, b, createWorkCounter());
        expect(ratio).toBeGreaterThanOrEqual(0);
        expect(ratio === 1).toBe(a === b);
      }),
    );
  });
});

test.each([
  ["**a** and **b**", ["a", "b"]],
  ["***a***", ["a"]],
  ["**a****b**", ["a", "b"]],
  ["**a***", ["a"]],
  ["**open", []],
  ["**a\nb**", []],
  ["*a*", []],
])("the bold spans of %j", (text, spans) => {
  expect(boldSpans(text)).toEqual(spans);
});

test.each([
  ["<solution>a</solution> \\boxed{b} **c**", "a", "solution"],
  ["\\boxed{\\text{b}} **c**", "b", "boxed"],
  ["**a** then **“c”.**", "c", "bold"],
  ["Steps\nThe answer: d.", "d", "last-line"],
])("%j ends up with %j", (text, answer, rule) => {
  expect(finalAnswer(text)).toEqual({ text: answer, rule });
});
