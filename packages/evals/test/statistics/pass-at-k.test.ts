import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { averageAtK, passAtK } from "../../src/index.ts";

const binomial = (n: number, k: number): number => {
  let value = 1;
  for (let i = 1; i <= k; i++) value = (value * (n - k + i)) / i;
  return k > n ? 0 : value;
};

/** Counts the subsets of k samples that hold a right one. */
const enumerated = (samples: number, correct: number, k: number): number => {
  let subsets = 0;
  let passed = 0;
  for (let mask = 0; mask < 2 ** samples; mask++) {
    const members = [...Array(samples).keys()].filter((index) => (mask >> index) & 1);
    if (members.length !== k) continue;
    subsets++;
    if (members.some((index) => index < correct)) passed++;
  }
  return passed / subsets;
};

describe("pass@k", () => {
  test.each([
    [4, 0, 4, 0],
    [4, 4, 1, 1],
    [4, 1, 4, 1],
    [4, 1, 2, 0.5],
    [10, 3, 1, 0.3],
    [8, 2, 4, 1 - 15 / 70],
  ])("of %i samples with %i right at k = %i is %d", (samples, correct, k, expected) => {
    expect(passAtK(samples, correct, k)).toBeCloseTo(expected, 12);
  });

  test("equals the share of subsets with a right sample", () => {
    for (let samples = 1; samples <= 7; samples++) {
      for (let correct = 0; correct <= samples; correct++) {
        for (let k = 1; k <= samples; k++) {
          expect(passAtK(samples, correct, k)).toBeCloseTo(enumerated(samples, correct, k), 12);
        }
      }
    }
  });

  test("equals the formula with binomials and grows with k", () => {
    const numbers = fc
      .integer({ min: 2, max: 30 })
      .chain((samples) =>
        fc.tuple(
          fc.constant(samples),
          fc.integer({ min: 0, max: samples }),
          fc.integer({ min: 1, max: samples - 1 }),
        ),
      );
    fc.assert(
      fc.property(numbers, ([samples, correct, k]) => {
        const expected = 1 - binomial(samples - correct, k) / binomial(samples, k);
        expect(passAtK(samples, correct, k)).toBeCloseTo(expected, 9);
        expect(passAtK(samples, correct, k + 1)).toBeGreaterThanOrEqual(passAtK(samples, correct, k) - 1e-12);
      }),
    );
  });

  test("refuses more draws than samples and counts that cannot be", () => {
    expect(() => passAtK(4, 1, 5)).toThrow("got k 5, samples 4, correct 1");
    expect(() => passAtK(4, 5, 1)).toThrow("correct 5");
    expect(() => passAtK(4, 1, 0)).toThrow("k 0");
  });
});

test("avg@k is the mean score, and pass@1 for scores of 0 and 1", () => {
  expect(averageAtK([1, 0, 0, 0.5])).toBe(0.375);
  expect(averageAtK([1, 0, 0, 1])).toBe(passAtK(4, 2, 1));
  expect(() => averageAtK([])).toThrow("at least one score");
});
