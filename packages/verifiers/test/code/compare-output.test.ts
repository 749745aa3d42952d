import { expect, test } from "vitest";
import { equalOutputs, equalOutputsPublished, usualTolerance } from "../../src/code/compare-output.ts";

const strict = { tolerance: usualTolerance, unorderedLines: false };

test.each([
  // actual, expected, strict, published
  ["5\n", "5", true, true],
  ["5 \r\n", "5\n", true, true],
  ["\n5\n\n", "5\n", true, true],
  ["1  2\t3\n", "1 2 3", true, true],
  ["1 2 3", "1 2 4", false, false],
  ["1 2", "1 2 3", false, false],
  ["1 2 3", "1 2", false, false],
  ["1\n2", "1 2", false, false],
  ["1 2", "1\n2", false, false],
  ["1\n\n2", "1\n2", false, false],
  ["YES", "YES", true, true],
  ["Yes", "YES", false, true],
  ["Possible", "POSSIBLE", false, false],
  ["10000000000000000001", "10000000000000000000", false, true],
  ["12345678901234567890", "12345678901234567891", false, true],
  ["1_000", "1000", false, true],
  ["3.0000001", "3", false, true],
  ["3.0", "3", false, true],
  ["007", "7", false, true],
  ["+7", "7", false, true],
  ["1e-7", "0.0", true, true],
  ["0.0", "1e-7", true, true],
  ["0.333333", "0.3333333333", true, true],
  ["0.3333", "0.3333333333", false, false],
  ["3", "3.0", true, true],
  ["3.00000001", "3.0", true, true],
  ["1234567890123.5", "1234567890123.4", true, false],
  ["1e3", "1000.0", true, true],
  ["1e999", "1.0", false, false],
  ["inf", "1.0", false, false],
  ["nan", "nan", true, true],
  ["nan x", "nan y", false, false],
  ["0x10", "16.0", false, false],
  ["٣.0", "3.0", false, false],
  ["5\u200b", "5", false, false],
  ["", "", true, true],
  ["", "0", false, false],
])(
  "%j printed where %j is expected: %s in strict, %s in published",
  (actual, expected, inStrict, inPublished) => {
    expect(equalOutputs(actual, expected, strict)).toBe(inStrict);
    expect(equalOutputsPublished(actual, expected)).toBe(inPublished);
  },
);

test.each([
  ["a b\nc", "c\na b", true],
  ["a\na\nb", "a\nb\nb", false],
  ["0.5000000001 x\ny", "y\n0.5 x", true],
  ["0.6 x\ny", "y\n0.5 x", false],
  ["a\nb", "a", false],
])("%j where %j is expected in any order of lines: %s", (actual, expected, equal) => {
  expect(equalOutputs(actual, expected, { ...strict, unorderedLines: true })).toBe(equal);
});

test("a stated tolerance is used instead", () => {
  const rules = { ...strict, tolerance: { relative: 1e-4, absolute: 0 } };
  expect(equalOutputs("3.1622776", "3.16220", rules)).toBe(true);
  expect(equalOutputs("3.1652", "3.1622", rules)).toBe(false);
  expect(equalOutputs("317", "316", rules)).toBe(false);
});

test("long hostile output is compared in no more than linear work", () => {
  for (const unit of ["9", " ", "1 ", "\n", "a\n", "_1", "1.", "e"]) {
    const long = unit.repeat(300_000);
    expect(equalOutputs(long, `${long}x`, strict)).toBe(false);
    expect(equalOutputsPublished(long, `${long}x`)).toBe(false);
  }
});
