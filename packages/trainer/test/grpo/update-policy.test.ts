import { createRandom, type RunConfigInput, type StepNumbers } from "@guru/core";
import { createReferenceEngine } from "@guru/engine";
import { expect, test } from "vitest";
import { type ScoredGroup, scoreGroups } from "../../src/grpo/score-groups.ts";
import { updatePolicy } from "../../src/grpo/update-policy.ts";
import { createAdamW, resolveObjective } from "../../src/index.ts";
import { digitConfig, digitModel } from "../support/digit-task.ts";
import { judged } from "../support/rollouts.ts";

interface Updated {
  readonly weights: number[];
  readonly metrics: StepNumbers;
  readonly updates: number;
  /** Of the model after the update, on the same rows. */
  readonly entropyAfter: number;
}

/** Six uneven groups, two of them without spread, with responses of 0 to 6 tokens. */
const random = createRandom(8);
const rollouts = Array.from({ length: 26 }, (_, index) => {
  const length = index % 7;
  return judged(Math.min(Math.floor(index / 4), 5), index < 8 ? 1 : random.integer(0, 1), {
    responseTokens: Array.from({ length }, () => random.integer(0, 14)),
    logprobs: Array.from({ length }, () => -2.7),
  });
});

/** Plain gradient descent is what shows the gradient itself: with a huge epsilon AdamW's step is proportional to it. */
async function update(changes: RunConfigInput, given?: readonly ScoredGroup[]): Promise<Updated> {
  const optimizer = { learningRate: 1, epsilon: 1e3, gradientClip: 1e6, ...changes.optimizer };
  const config = digitConfig({ ...changes, optimizer });
  const engine = createReferenceEngine();
  const [model, reference] = [digitModel(engine), digitModel(engine)];
  const adamw = createAdamW(engine, model.parameters, config.optimizer);
  const objective = resolveObjective(config.objective, config.rollout.maxResponseTokens);
  const groups = given ?? scoreGroups(config, objective, { step: 1, rollouts }).groups;
  const owner = { config, objective, model, optimizer: adamw, reference };
  const metrics = await updatePolicy(owner, { step: 1, learningRate: 100 }, groups);
  const { updates } = adamw;
  const weights = await Promise.all(
    model.parameters.map(async ({ buffer }) => [...(await engine.read(buffer))]),
  );
  const after = await updatePolicy(owner, { step: 1, learningRate: 100 }, groups);
  return { weights: weights.flat(), metrics, updates, entropyAfter: after["actor/entropy"] ?? Number.NaN };
}

function largestDifference(a: readonly number[], b: readonly number[]): number {
  return a.reduce((most, value, index) => Math.max(most, Math.abs(value - (b[index] ?? Number.NaN))), 0);
}

const start = async (): Promise<number[]> => {
  const model = digitModel();
  return (
    await Promise.all(model.parameters.map(async ({ buffer }) => [...(await model.engine.read(buffer))]))
  ).flat();
};

test.each(["token-mean", "seq-mean-token-sum", "seq-mean-token-mean", "seq-mean-token-sum-norm"] as const)(
  "under %s the update does not depend on how rows are split into micro-batches",
  async (aggregation) => {
    const objective = { aggregation, klCoefficient: 0.1, entropyCoefficient: 0.01 };
    const whole = await update({ objective, optimizer: { tokensPerMicroBatch: 10_000 } });
    const moved = largestDifference(whole.weights, await start());
    for (const tokensPerMicroBatch of [1, 9, 30]) {
      const split = await update({ objective, optimizer: { tokensPerMicroBatch } });
      expect(largestDifference(split.weights, whole.weights)).toBeLessThan(1e-9 * moved);
      expect(split.metrics["actor/pg_loss"]).toBeCloseTo(whole.metrics["actor/pg_loss"] ?? Number.NaN, 12);
      expect(split.metrics["actor/grad_norm"]).toBeCloseTo(whole.metrics["actor/grad_norm"] ?? Number.NaN, 9);
    }
  },
);

test("leaving groups without spread out of the computation changes nothing but the work", async () => {
  const skipped = await update({});
  // A coefficient that is not 0 has every row computed; this one is too small to add anything.
  const computed = await update({ objective: { entropyCoefficient: 1e-300 } });
  expect(largestDifference(skipped.weights, computed.weights)).toBeLessThan(1e-15);
  expect(skipped.metrics["actor/grad_norm"]).toBeCloseTo(
    computed.metrics["actor/grad_norm"] ?? Number.NaN,
    12,
  );
});

test("equal rollouts weigh as much as there are of them", async () => {
  const group = (...advantages: readonly number[]): ScoredGroup => ({
    spread: true,
    rollouts: advantages.map((advantage, index) => {
      const responseTokens = index < 3 ? [5, 7, 1] : [9, 1];
      return { ...judged(0, 1, { responseTokens, logprobs: [] }), reward: 0, advantage };
    }),
  });
  // Three equal rollouts, and the same three with their advantages on one of them.
  const merged = await update({}, [group(0.25, 0.25, 0.25, -0.75)]);
  const apart = await update({}, [group(0.75, 0, 0, -0.75)]);
  expect(largestDifference(merged.weights, await start())).toBeGreaterThan(1e-4);
  expect(largestDifference(merged.weights, apart.weights)).toBeLessThan(1e-12);
  expect(merged.metrics["actor/pg_loss"]).toBeCloseTo(apart.metrics["actor/pg_loss"] ?? Number.NaN, 12);
  expect(merged.metrics["actor/entropy"]).toBeCloseTo(apart.metrics["actor/entropy"] ?? Number.NaN, 12);
});

test("one update a batch is on-policy: its ratios are one", async () => {
  const { metrics, updates } = await update({});
  expect(updates).toBe(1);
  expect(metrics).toMatchObject({ "actor/ppo_kl": 0, "actor/pg_clipfrac": 0 });
});

test("several updates a batch use each group once and measure the ratio to the policy before the first", async () => {
  const { metrics, updates } = await update({ objective: { updatesPerBatch: 3 } });
  expect(updates).toBe(3);
  expect(Math.abs(metrics["actor/ppo_kl"] ?? 0)).toBeGreaterThan(1e-6);
});

test("there are never more updates than groups", async () => {
  expect((await update({ objective: { updatesPerBatch: 50 } })).updates).toBe(6);
});

test("a KL to a reference that is the policy itself adds a loss of zero and no gradient", async () => {
  const plain = await update({});
  const withKl = await update({ objective: { klCoefficient: 0.5 } });
  expect(withKl.metrics["actor/kl_loss"]).toBeCloseTo(0, 12);
  expect(largestDifference(plain.weights, withKl.weights)).toBeLessThan(1e-12);
});

test("an entropy bonus raises the entropy", async () => {
  const [plain, raised] = [await update({}), await update({ objective: { entropyCoefficient: 1 } })];
  expect(raised.entropyAfter - plain.entropyAfter).toBeGreaterThan(1e-4);
});
