import { readFileSync } from "node:fs";
import { realData } from "@guru/vitest-config/real-data";
import { expect, test } from "vitest";
import { z } from "zod";
import { groupAdvantages } from "../../src/objective/advantages.ts";
import { batchObjective } from "../../src/objective/batch-objective.ts";
import type { Objective } from "../../src/objective/objective.ts";
import { objectivePresets } from "../../src/objective/objective.ts";
import { countDenominators } from "../../src/objective/token-weight.ts";
import { flatten, objectiveWith } from "../support/objective-cases.ts";

const matrix = z.array(z.array(z.number()));
const Golden = z.object({
  inputs: z.object({
    mask: matrix,
    scores: z.array(z.number()),
    group_ids: z.array(z.string()),
    old_logp: matrix,
    logp: matrix,
    ref_logp: matrix,
    logp_dualclip: matrix,
    advantages_verl: matrix,
  }),
  expected: z.record(z.string(), z.unknown()),
});

realData("golden/objectives.json", (file) => {
  const golden = Golden.parse(JSON.parse(readFileSync(file, "utf8")));
  const { inputs } = golden;

  function expected(name: string): number {
    return z.number().parse(golden.expected[name]);
  }

  function lengths(): number[] {
    return inputs.mask.map((row) => row.reduce((sum, bit) => sum + bit, 0));
  }

  function evaluate(
    objective: Objective,
    changes: { logprobs?: number[][]; advantages?: number[] } = {},
  ): ReturnType<typeof batchObjective> {
    const { old_logp, logp, ref_logp, advantages_verl } = inputs;
    const rows = {
      lengths: lengths(),
      advantages: changes.advantages ?? advantages_verl.map((row) => row[0] ?? 0),
      logprobs: flatten(changes.logprobs ?? logp, lengths()),
      oldLogprobs: flatten(old_logp, lengths()),
      referenceLogprobs: flatten(ref_logp, lengths()),
    };
    return batchObjective(objective, rows, countDenominators(rows.lengths));
  }

  const dapo = { clipLow: 0.2, clipHigh: 0.28 };

  test.each([
    ["grpo", "adv_grpo"],
    ["dr_grpo", "adv_drgrpo"],
    ["rloo", "adv_rloo"],
  ] as const)(`the %s advantages are verl's, singleton group included`, (estimator, name) => {
    const { scores } = inputs;
    const advantages = [
      ...groupAdvantages(scores.slice(0, 3), estimator, 1e-6),
      ...groupAdvantages(scores.slice(3), estimator, 1e-6),
    ];
    const wanted = z.array(z.number()).parse(golden.expected[name]);
    expect(advantages.map((value, row) => Math.abs(value - (wanted[row] ?? 0)) < 1e-5)).toEqual(
      wanted.map(() => true),
    );
  });

  test.each(["token-mean", "seq-mean-token-sum", "seq-mean-token-mean", "seq-mean-token-sum-norm"] as const)(
    `the clip-higher loss under %s is verl's`,
    (aggregation) => {
      const { loss } = evaluate(objectiveWith({ ...dapo, aggregation }));
      expect(loss).toBeCloseTo(expected(`vanilla/${aggregation}`), 5);
    },
  );

  test(`the loss with equal clip bounds is verl's`, () => {
    expect(evaluate(objectiveWith()).loss).toBeCloseTo(expected("vanilla_sym0.2/token-mean"), 5);
  });

  test(`clip fraction and KL to the old policy are verl's`, () => {
    const share = evaluate(objectiveWith(dapo));
    const wanted = z.record(z.string(), z.number()).parse(golden.expected["vanilla/metrics"]);
    expect(share.clippedTokens / share.tokens).toBeCloseTo(wanted["actor/pg_clipfrac"] ?? Number.NaN, 5);
    expect(share.lowerClippedTokens / share.tokens).toBeCloseTo(
      wanted["actor/pg_clipfrac_lower"] ?? Number.NaN,
      5,
    );
    expect(share.oldKlSum / share.tokens).toBeCloseTo(wanted["actor/ppo_kl"] ?? Number.NaN, 5);
  });

  test(`the dual clip's loss and clip fractions are verl's`, () => {
    const share = evaluate(objectiveWith(dapo), { logprobs: inputs.logp_dualclip });
    const wanted = z.record(z.string(), z.number()).parse(golden.expected["dualclip/metrics"]);
    expect(share.loss).toBeCloseTo(expected("dualclip/token-mean"), 5);
    expect(share.clippedTokens / share.tokens).toBeCloseTo(wanted["actor/pg_clipfrac"] ?? Number.NaN, 5);
    expect(share.lowerClippedTokens / share.tokens).toBeCloseTo(
      wanted["actor/pg_clipfrac_lower"] ?? Number.NaN,
      5,
    );
    expect(share.oldKlSum / share.tokens).toBeCloseTo(wanted["actor/ppo_kl"] ?? Number.NaN, 5);
  });

  test(`the gradient of the clip-higher loss is verl's`, () => {
    const { logprobGradient } = evaluate(objectiveWith(dapo));
    const wanted = flatten(matrix.parse(golden.expected["grad_vanilla"]), lengths());
    for (const [token, value] of wanted.entries()) expect(logprobGradient[token]).toBeCloseTo(value, 5);
  });

  test.each(["k1", "abs", "k2", "k3"] as const)(`the %s form of the KL is verl's`, (klForm) => {
    const { klLoss } = evaluate(objectiveWith({ klForm, klCoefficient: 1 }));
    expect(klLoss).toBeCloseTo(expected(`kl/${klForm}`), 5);
  });

  test.each(["k1", "k2", "k3"] as const)(`the gradient of the %s form of the KL is verl's`, (klForm) => {
    const objective = objectiveWith({ klForm, klCoefficient: 1 });
    const { logprobGradient } = evaluate(objective, { advantages: [0, 0, 0, 0] });
    const wanted = z.array(z.number()).parse(golden.expected[`grad_kl/${klForm}[0]`]);
    for (const [token, value] of wanted.slice(0, lengths()[0]).entries()) {
      expect(logprobGradient[token]).toBeCloseTo(value, 5);
    }
  });

  test(`the trl preset's advantages are TRL's`, () => {
    const { scores } = inputs;
    const { stdEpsilon } = objectivePresets.trl;
    const advantages = [scores.slice(0, 2), scores.slice(2)].flatMap((group) =>
      groupAdvantages(group, "grpo", stdEpsilon),
    );
    const wanted = z.array(z.number()).parse(golden.expected["trl_adv_group(G=2)"]);
    for (const [row, value] of wanted.entries()) expect(advantages[row]).toBeCloseTo(value, 5);
  });

  test.each([
    ["seq-mean-token-mean", "trl/grpo"],
    ["token-mean", "trl/dapo"],
    ["token-mean", "trl/bnpo"],
    ["seq-mean-token-sum-norm", "trl/dr_grpo"],
  ] as const)(`the trl preset under %s gives TRL's loss %s`, (aggregation, name) => {
    const advantages = z.array(z.number()).parse(golden.expected["trl_adv_group(G=2)"]);
    const objective = objectiveWith({ ...objectivePresets.trl, ...dapo, aggregation });
    expect(evaluate(objective, { advantages }).loss).toBeCloseTo(expected(name), 5);
  });

  test(`the trl preset with a KL coefficient gives TRL's loss`, () => {
    const advantages = z.array(z.number()).parse(golden.expected["trl_adv_group(G=2)"]);
    const objective = objectiveWith({ ...objectivePresets.trl, ...dapo, klCoefficient: 0.04 });
    expect(evaluate(objective, { advantages }).loss).toBeCloseTo(expected("trl/dapo+beta0.04"), 5);
  });
});
