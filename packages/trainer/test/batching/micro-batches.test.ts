import fc from "fast-check";
import { expect, test } from "vitest";
import { microBatches } from "../../src/index.ts";

const lengths = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 30 });
const budgets = fc.integer({ min: 1, max: 60 });

test("every row is in exactly one micro-batch", () => {
  fc.assert(
    fc.property(lengths, budgets, (rows, budget) => {
      const split = microBatches(rows, budget);
      expect(split.flat().sort((a, b) => a - b)).toEqual([...rows.keys()]);
    }),
  );
});

test("a micro-batch keeps to the budget unless one row alone exceeds it", () => {
  fc.assert(
    fc.property(lengths, budgets, (rows, budget) => {
      for (const batch of microBatches(rows, budget)) {
        const tokens = batch.reduce((sum, row) => sum + (rows[row] ?? 0), 0);
        expect(batch.length === 1 || tokens <= budget).toBe(true);
      }
    }),
  );
});

test("rows of like length share a micro-batch", () => {
  expect(microBatches([3, 9, 3, 10, 2], 20)).toEqual([
    [3, 1],
    [0, 2, 4],
  ]);
});

test("a row longer than the budget has a micro-batch of its own", () => {
  expect(microBatches([5, 50, 4], 10)).toEqual([[1], [0, 2]]);
});
