import { expect, test } from "vitest";
import { trainingFrame, trainingLine } from "../../src/display/training-frame.ts";
import type { TrainingView } from "../../src/display/training-view.ts";

const grpo: TrainingView = {
  method: "grpo",
  steps: 200,
  last: {
    step: 37,
    "critic/score/mean": 0.4312,
    "critic/score/tabular/mean": 0.5,
    "critic/score/math/mean": 0.39,
    "response_length/mean": 22.14,
    "rollout/entropy": 0.3101,
    "actor/kl_to_start": 0.01234,
    "actor/pg_clipfrac": 0.004,
    "groups/without_spread": 0.417,
    "rollouts/unscored": 0,
    "perf/throughput": 5312.4,
    "timing_s/step": 0.5,
  },
  history: Array.from({ length: 37 }, (_, step) => 0.3 + 0.004 * step),
  elapsedSeconds: 62,
  secondsLeft: 263,
};

const sft: TrainingView = {
  method: "sft",
  steps: 10,
  last: {
    step: 10,
    "train/loss": 1.25,
    "train/loss/math": 1.2,
    "train/grad_norm": 0.5,
    "train/lr": 0.0003,
    "perf/throughput": 9000,
  },
  history: [3, 2, 1.25],
  elapsedSeconds: 5,
  secondsLeft: 0,
};

test("a frame of reinforcement learning shows reward, domains and what the policy does", () => {
  expect(trainingFrame(grpo, 80)).toMatchInlineSnapshot(`
    [
      "step 37/200  ━━━━━━╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌  1 min 02 s, about 4 min 23 s left",
      "reward 0.431  ▁▁▁▂▂▂▂▂▃▃▃▃▃▄▄▄▄▄▅▅▅▅▅▅▆▆▆▆▆▇▇▇▇▇███",
      "math 0.39   tabular 0.50",
      "length 22.1   entropy 0.310   KL to start 0.0123   clipped 0.4 %",
      "no spread 41.7 %   tokens/s 5312",
    ]
  `);
});

test("a frame of fine-tuning shows the loss", () => {
  expect(trainingFrame(sft, 80)).toMatchInlineSnapshot(`
    [
      "step 10/10  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━  5.0 s, about 0.0 s left",
      "loss 1.250  █▄▁",
      "math 1.20",
      "gradient norm 0.500   rate 3.0e-4   tokens/s 9000",
    ]
  `);
});

test("before the first step there is only the bar", () => {
  const view = { ...grpo, last: undefined, history: [], elapsedSeconds: 0, secondsLeft: undefined };
  expect(trainingFrame(view, 80)).toMatchInlineSnapshot(`
    [
      "step 0/200  ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌  0.0 s",
    ]
  `);
});

test("responses that could not be judged and prompts that are too long are shown once there are any", () => {
  const last = { ...grpo.last, step: 38, "rollouts/unscored": 3, "prompts/left_out": 2 };
  expect(trainingFrame({ ...grpo, last }, 80).join("\n")).toContain("unscored 3   too long 2");
  expect(trainingFrame(grpo, 80).join("\n")).not.toContain("unscored");
});

test("a log line holds the same numbers", () => {
  expect(trainingLine(grpo)).toMatchInlineSnapshot(
    `"step 37/200  reward 0.431  (math 0.39, tabular 0.50)  length 22.1  entropy 0.310  KL to start 0.0123  clipped 0.4 %  no spread 41.7 %  tokens/s 5312  4 min 23 s left"`,
  );
  expect(trainingLine(sft)).toMatchInlineSnapshot(
    `"step 10/10  loss 1.250  (math 1.20)  gradient norm 0.500  rate 3.0e-4  tokens/s 9000  0.0 s left"`,
  );
});
