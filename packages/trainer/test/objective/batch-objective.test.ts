import fc from "fast-check";
import { expect, test } from "vitest";
import { batchObjective, type ObjectiveTokens } from "../../src/objective/batch-objective.ts";
import type { Objective } from "../../src/objective/objective.ts";
import { objectivePresets } from "../../src/objective/objective.ts";
import { countDenominators } from "../../src/objective/token-weight.ts";
import { objectiveWith } from "../support/objective-cases.ts";

// Four rows of 4, 2, 5 and 3 tokens. The numbers come from running verl's own functions (commit b178a3cd) on them in torch
// fp32: compute_policy_loss_vanilla with clip 0.2/0.28 under each aggregation, its autograd, and kl_penalty.
const verlRows = {
  lengths: [4, 2, 5, 3],
  advantages: [0.577349246, -1.15469861, 0.577349246, 0.499999523],
  logprobs: [-0.9, -0.8, -1.6, -0.1, -0.05, -1.7, -0.65, -0.75, -0.4, -1.5, -0.5, -1.9, 0.25, -0.58],
  oldLogprobs: [-1, -0.5, -2, -0.1, -0.3, -1.2, -0.7, -0.9, -0.2, -3, -0.4, -1.5, -0.05, -0.6],
  referenceLogprobs: [-0.98, -0.49, -2.05, -0.1, -0.2, -1.2, -0.8, -0.7, -0.2, -2.7, -0.42, -1.5, 0, -0.61],
};
const verlDenominators = countDenominators(verlRows.lengths);

test.each([
  ["token-mean", -0.319486916],
  ["seq-mean-token-sum", -1.118204236],
  ["seq-mean-token-mean", -0.122444585],
  ["seq-mean-token-sum-norm", -0.894563377],
] as const)("the loss under %s is the one verl computes", (aggregation, wanted) => {
  const { loss } = batchObjective(objectiveWith({ clipHigh: 0.28, aggregation }), verlRows, verlDenominators);
  expect(loss).toBeCloseTo(wanted, 5);
});

test.each([
  ["k1", 0.055000007],
  ["abs", 0.275000006],
  ["k2", 0.082582138],
  ["k3", 0.068752341],
] as const)("the KL in the form %s is the one verl computes", (klForm, wanted) => {
  const objective = objectiveWith({ klForm, klCoefficient: 1 });
  expect(batchObjective(objective, verlRows, verlDenominators).klLoss).toBeCloseTo(wanted, 5);
});

test("the gradient is the one verl's autograd gives", () => {
  const { logprobGradient } = batchObjective(objectiveWith({ clipHigh: 0.28 }), verlRows, verlDenominators);
  const wanted = [-0.045576401, -0.030550774, 0, -0.041239232, 0.105904467, 0, -0.043353613, -0.047913153];
  wanted.push(-0.03376383, 0, -0.037314799, -0.02393998, 0, -0.036435731);
  for (const [token, value] of wanted.entries()) expect(logprobGradient[token]).toBeCloseTo(value, 5);
});

const logprob = fc.double({ min: -4, max: 0, noNaN: true });
const token = fc.record({
  logprob,
  oldLogprob: logprob,
  reference: logprob,
  entropy: fc.double({ min: 0, max: 3, noNaN: true }),
});
const row = fc.record({
  advantage: fc.double({ min: -3, max: 3, noNaN: true }),
  tokens: fc.array(token, { maxLength: 6 }),
});
type Row = typeof row extends fc.Arbitrary<infer T> ? T : never;
const batch = fc.array(row, { minLength: 1, maxLength: 8 });
const objectives = fc
  .record({
    preset: fc.constantFrom("verl" as const, "trl" as const, "guru" as const),
    aggregation: fc.constantFrom(
      "token-mean" as const,
      "seq-mean-token-sum" as const,
      "seq-mean-token-mean" as const,
      "seq-mean-token-sum-norm" as const,
    ),
    klForm: fc.constantFrom("k1" as const, "abs" as const, "k2" as const, "k3" as const),
    klCoefficient: fc.constantFrom(0, 0.3),
    entropyCoefficient: fc.constantFrom(0, 0.1),
  })
  .map(({ preset, ...rest }): Objective => objectiveWith({ ...objectivePresets[preset], ...rest }));

function toTokens(rows: readonly Row[]): ObjectiveTokens & { logprobs: number[]; entropies: number[] } {
  const tokens = rows.flatMap((part) => part.tokens);
  return {
    lengths: rows.map((part) => part.tokens.length),
    advantages: rows.map((part) => part.advantage),
    logprobs: tokens.map((part) => part.logprob),
    oldLogprobs: tokens.map((part) => part.oldLogprob),
    referenceLogprobs: tokens.map((part) => part.reference),
    entropies: tokens.map((part) => part.entropy),
  };
}

/** Whether a kink of the objective lies so near the token that a finite difference would straddle it. */
function nearKink(
  objective: Objective,
  { logprob: value, oldLogprob, reference }: Row["tokens"][number],
): boolean {
  const ratio = Math.exp(value - oldLogprob);
  const kinks = [1 - objective.clipLow, 1 + objective.clipHigh, objective.dualClip ?? 0];
  const k3 = Math.exp(reference - value) - (reference - value) - 1;
  return (
    kinks.some((kink) => Math.abs(ratio - kink) < 1e-3) ||
    Math.abs(value - reference) < 1e-3 ||
    Math.abs(k3 - 10) < 0.1
  );
}

test("the gradients are those of finite differences", () => {
  fc.assert(
    fc.property(batch, objectives, (rows, objective) => {
      fc.pre(!rows.some((part) => part.tokens.some((each) => nearKink(objective, each))));
      const tokens = toTokens(rows);
      const denominators = countDenominators(tokens.lengths);
      const { logprobGradient, entropyGradient } = batchObjective(objective, tokens, denominators);
      const slope = (values: number[], index: number): number => {
        const start = values[index] ?? 0;
        const at = (value: number): number => {
          values[index] = value;
          return batchObjective(objective, tokens, denominators).loss;
        };
        const rise = at(start + 1e-5) - at(start - 1e-5);
        values[index] = start;
        return rise / 2e-5;
      };
      for (const index of tokens.logprobs.keys()) {
        const gradient = logprobGradient[index] ?? Number.NaN;
        expect(Math.abs(slope(tokens.logprobs, index) - gradient)).toBeLessThan(
          1e-5 * (1 + Math.abs(gradient)),
        );
        expect(slope(tokens.entropies, index)).toBeCloseTo(entropyGradient?.[index] ?? 0, 6);
      }
    }),
  );
});

test("loss and gradient do not change with how the rows are split, empty rows included", () => {
  fc.assert(
    fc.property(
      batch,
      objectives,
      fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
      (rows, objective, cuts) => {
        const whole = toTokens(rows);
        const denominators = countDenominators(whole.lengths);
        const parts = splitAt(rows, cuts).map((part) =>
          batchObjective(objective, toTokens(part), denominators),
        );
        const together = batchObjective(objective, whole, denominators);
        const sum = parts.reduce((total, part) => total + part.loss, 0);
        expect(Math.abs(sum - together.loss)).toBeLessThanOrEqual(1e-12 * (1 + Math.abs(together.loss)));
        expect(parts.flatMap((part) => [...part.logprobGradient])).toEqual([...together.logprobGradient]);
        expect(parts.reduce((total, part) => total + part.clippedTokens, 0)).toBe(together.clippedTokens);
      },
    ),
  );
});

test("a row that stands for several counts as often as they would", () => {
  const counts = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 8, maxLength: 8 });
  fc.assert(
    fc.property(batch, objectives, counts, (rows, objective, allCounts) => {
      const written = rows.flatMap((part, index) =>
        Array.from({ length: allCounts[index] ?? 1 }, () => part),
      );
      const denominators = countDenominators(toTokens(written).lengths);
      const many = batchObjective(objective, toTokens(written), denominators);
      const few = batchObjective(
        objective,
        { ...toTokens(rows), counts: allCounts.slice(0, rows.length) },
        denominators,
      );
      for (const name of ["loss", "policyLoss", "klLoss", "entropySum", "oldKlSum"] as const)
        expect(Math.abs(few[name] - many[name])).toBeLessThanOrEqual(1e-12 * (1 + Math.abs(many[name])));
      expect([few.tokens, few.clippedTokens, few.lowerClippedTokens]).toEqual([
        many.tokens,
        many.clippedTokens,
        many.lowerClippedTokens,
      ]);
      const total = (gradient: Float64Array): number => gradient.reduce((sum, value) => sum + value, 0);
      expect(total(few.logprobGradient)).toBeCloseTo(total(many.logprobGradient), 10);
    }),
  );
});

function splitAt(rows: readonly Row[], cuts: readonly boolean[]): Row[][] {
  const parts: Row[][] = [[]];
  for (const [index, part] of rows.entries()) {
    if (cuts[index] === true) parts.push([]);
    parts.at(-1)?.push(part);
  }
  return parts;
}

test("rows that are all empty give no loss", () => {
  const rows = { lengths: [0, 0], advantages: [1, -1], logprobs: [], oldLogprobs: [] };
  expect(batchObjective(objectiveWith(), rows, countDenominators(rows.lengths)).loss).toBe(0);
});

test("a log-probability that is not a number is not hidden by the clamps", () => {
  const rows = {
    lengths: [1],
    advantages: [1],
    logprobs: [Number.NaN],
    oldLogprobs: [-1],
    referenceLogprobs: [-1],
  };
  const share = batchObjective(objectiveWith({ klCoefficient: 1 }), rows, { tokens: 1, rows: 1 });
  expect(share.loss).toBeNaN();
  expect(share.logprobGradient[0]).toBeNaN();
});

test("log-ratios beyond the limit give a finite loss without gradient under verl, and none of that under TRL", () => {
  const rows = { lengths: [1], advantages: [-1], logprobs: [0], oldLogprobs: [-1000] };
  const denominators = { tokens: 1, rows: 1 };
  const verl = batchObjective(objectiveWith({ dualClip: null }), rows, denominators);
  expect(verl.loss).toBeCloseTo(Math.exp(20), 0);
  expect(verl.logprobGradient[0]).toBe(0);
  expect(batchObjective(objectiveWith(objectivePresets.trl), rows, denominators).loss).toBe(
    Number.POSITIVE_INFINITY,
  );
});
