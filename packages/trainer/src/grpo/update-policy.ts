import { createRandom, type RunConfig, type StepNumbers } from "@guru/core";
import type { DecoderModel } from "@guru/lm";
import {
  accumulateGradients,
  type TokenGradients,
  type TokenStatistics,
} from "../loop/accumulate-gradients.ts";
import { guardedUpdate } from "../loop/guarded-update.ts";
import { joinRows, rowsInMicroBatches, sliceByRow } from "../loop/row-tokens.ts";
import { batchObjective } from "../objective/batch-objective.ts";
import type { Objective } from "../objective/objective.ts";
import { countDenominators, type Denominators } from "../objective/token-weight.ts";
import type { AdamW } from "../optimizer/adamw.ts";
import { type PolicyRow, toPolicyRows } from "./policy-row.ts";
import { createPolicyStatistics, type PolicyStatistics } from "./policy-statistics.ts";
import type { ScoredGroup } from "./score-groups.ts";
import { scoreRows } from "./score-rows.ts";

/** What updating needs. */
export interface PolicyOwner {
  readonly config: RunConfig;
  readonly objective: Objective;
  readonly model: DecoderModel;
  readonly optimizer: AdamW;
  /** The start weights. */
  readonly reference: DecoderModel;
}

/** One update's part of a batch. */
interface MiniBatch {
  /** Rows whose gradient is not zero by construction. */
  readonly rows: readonly PolicyRow[];
  /** Over all scored rows, those without a gradient included. */
  readonly denominators: Denominators;
}

/**
 * Trains on a batch in `objective.updatesPerBatch` updates, each on its own share of the groups, as verl does with its
 * mini-batches. The first update sees the policy that sampled, so its ratios are 1 and need no earlier pass; the old
 * log-probabilities of the others are computed before it. Groups without spread have no gradient unless a KL or
 * entropy term gives them one: they are not computed, but count in every denominator.
 */
export async function updatePolicy(
  owner: PolicyOwner,
  at: { readonly step: number; readonly learningRate: number },
  groups: readonly ScoredGroup[],
): Promise<StepNumbers> {
  const { config, objective } = owner;
  const statistics = createPolicyStatistics();
  const miniBatches = splitGroups(config, at.step, groups).map((share) => toMiniBatch(objective, share));
  const [, ...later] = miniBatches;
  await storeOldLogprobs(
    owner,
    later.flatMap(({ rows }) => rows),
    statistics,
  );
  await storeReferenceLogprobs(
    owner,
    miniBatches.flatMap(({ rows }) => rows),
  );
  for (const miniBatch of miniBatches) {
    const norm = await guardedUpdate({
      ...at,
      model: owner.model,
      optimizer: owner.optimizer,
      accumulate: (guard) => accumulate(owner, miniBatch, { statistics, guard }),
    });
    statistics.addUpdate(norm, miniBatch.denominators.tokens);
  }
  return statistics.metrics(objective.klCoefficient);
}

/** Shares of as equal a number of groups as can be, dealt out by the run's seed; none is empty. */
function splitGroups(config: RunConfig, step: number, groups: readonly ScoredGroup[]): ScoredGroup[][] {
  const shares = Math.min(config.objective.updatesPerBatch, groups.length);
  if (shares <= 1) return shares === 0 ? [] : [[...groups]];
  const dealt = createRandom(config.seed, "mini-batches", step).shuffle(groups);
  return Array.from({ length: shares }, (_, share) =>
    dealt.filter((_group, index) => index % shares === share),
  );
}

function toMiniBatch(objective: Objective, groups: readonly ScoredGroup[]): MiniBatch {
  const everyRowCounts = objective.klCoefficient !== 0 || objective.entropyCoefficient !== 0;
  const computed = groups.filter(({ spread }) => spread || everyRowCounts);
  return {
    rows: computed.flatMap(({ rollouts }) => toPolicyRows(rollouts)),
    denominators: countDenominators(
      groups.flatMap(({ rollouts }) => rollouts.map(({ rollout }) => rollout.responseTokens.length)),
    ),
  };
}

async function storeOldLogprobs(
  { model, config }: PolicyOwner,
  rows: readonly PolicyRow[],
  statistics: PolicyStatistics,
): Promise<void> {
  for (const [row, logprobs] of await scoreRows(model, rows, config)) {
    row.oldLogprobs = logprobs;
    statistics.addComparison(row, logprobs);
  }
}

async function storeReferenceLogprobs(
  { reference, config, objective }: PolicyOwner,
  rows: readonly PolicyRow[],
): Promise<void> {
  if (objective.klCoefficient === 0) return;
  for (const [row, logprobs] of await scoreRows(reference, rows, config)) row.referenceLogprobs = logprobs;
}

async function accumulate(
  { model, config, objective }: PolicyOwner,
  { rows, denominators }: MiniBatch,
  { statistics, guard }: { statistics: PolicyStatistics; guard: boolean },
): Promise<void> {
  await accumulateGradients(model, rowsInMicroBatches(rows, config.optimizer), {
    temperature: config.rollout.temperature,
    guard,
    gradientsOf: (batch, forward) => gradientsOf(objective, batch, { forward, denominators, statistics }),
  });
}

function gradientsOf(
  objective: Objective,
  rows: readonly PolicyRow[],
  given: { forward: TokenStatistics; denominators: Denominators; statistics: PolicyStatistics },
): TokenGradients {
  const { forward, denominators, statistics } = given;
  const current = sliceByRow(rows, forward.logprobs);
  for (const [index, row] of rows.entries()) {
    if (row.oldLogprobs === undefined) statistics.addComparison(row, current[index] ?? []);
  }
  const share = batchObjective(
    objective,
    {
      lengths: rows.map(({ response }) => response.length),
      advantages: rows.map(({ advantage }) => advantage),
      counts: rows.map(({ rolloutLogprobs }) => rolloutLogprobs.length),
      logprobs: forward.logprobs,
      oldLogprobs: joinRows(rows.map((row, index) => row.oldLogprobs ?? current[index] ?? [])),
      referenceLogprobs: joinRows(rows.map(({ referenceLogprobs }) => referenceLogprobs ?? [])),
      entropies: forward.entropies,
    },
    denominators,
  );
  statistics.addShare(share);
  return { logprob: share.logprobGradient, entropy: share.entropyGradient };
}
