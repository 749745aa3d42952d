import fc from "fast-check";
import { expect, test } from "vitest";
import { groupAdvantages } from "../../src/objective/advantages.ts";

// The numbers of verl's compute_grpo_outcome_advantage and compute_rloo_outcome_advantage (commit b178a3cd) for the
// groups [1, 0, 1] and [0.5], run on torch CPU in fp32.
test.each([
  ["grpo", [0.577349246, -1.15469861, 0.577349246], 0.499999523],
  ["dr_grpo", [0.333333313, -0.666666687, 0.333333313], 0.5],
  ["rloo", [0.5, -1, 0.5], 0.5],
] as const)("%s gives verl's advantages", (estimator, group, single) => {
  const advantages = groupAdvantages([1, 0, 1], estimator, 1e-6);
  for (const [row, value] of group.entries()) expect(advantages[row]).toBeCloseTo(value, 5);
  expect(groupAdvantages([0.5], estimator, 1e-6)[0]).toBeCloseTo(single, 5);
});

const scores = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 16 });
const estimators = fc.constantFrom("grpo", "dr_grpo", "rloo");

test("the advantages of a group sum to zero", () => {
  fc.assert(
    fc.property(scores, estimators, (group, estimator) => {
      const sum = groupAdvantages(group, estimator, 1e-6).reduce((total, value) => total + value, 0);
      expect(Math.abs(sum)).toBeLessThan(1e-6);
    }),
  );
});

test("a group whose scores are all the same has advantages of exactly zero", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 2, max: 9 }),
      estimators,
      (score, count, estimator) => {
        expect(groupAdvantages(new Array<number>(count).fill(score), estimator, 1e-6)).toEqual(
          new Array<number>(count).fill(0),
        );
      },
    ),
  );
});

test("an empty group has no advantages", () => {
  expect(groupAdvantages([], "grpo", 1e-6)).toEqual([]);
});
