import type { StepNumbers } from "@guru/core";
import type { ObjectiveShare } from "../objective/batch-objective.ts";
import type { PolicyRow } from "./policy-row.ts";

/** Sums over the micro-batches of a step, and the means they become. */
export interface PolicyStatistics {
  addShare(share: ObjectiveShare): void;
  /** Compares the trainer's log-probabilities of rows with the sampler's; only before the first update. */
  addComparison(row: PolicyRow, logprobs: ArrayLike<number>): void;
  addUpdate(gradientNorm: number, tokens: number): void;
  /** The actor's metrics; what was never measured is left out. */
  metrics(klCoefficient: number): StepNumbers;
}

/** Starts the statistics of a step. */
export function createPolicyStatistics(): PolicyStatistics {
  const sums = { policyLoss: 0, klLoss: 0, entropy: 0, tokens: 0, clipped: 0, lowerClipped: 0, oldKl: 0 };
  const difference = { sum: 0, highest: 0, tokens: 0 };
  const updates = { count: 0, normSum: 0, tokens: 0 };
  return {
    addShare: (share) => {
      sums.policyLoss += share.policyLoss;
      sums.klLoss += share.klLoss;
      sums.tokens += share.tokens;
      sums.clipped += share.clippedTokens;
      sums.lowerClipped += share.lowerClippedTokens;
      sums.oldKl += share.oldKlSum;
      sums.entropy += share.entropySum;
    },
    addComparison: (row, logprobs) => {
      for (const sampled of row.rolloutLogprobs) {
        for (const [token, value] of sampled.entries()) {
          const distance = Math.abs((logprobs[token] ?? Number.NaN) - value);
          difference.sum += distance;
          difference.highest = Math.max(difference.highest, distance);
          difference.tokens++;
        }
      }
    },
    addUpdate: (gradientNorm, tokens) => {
      updates.count++;
      updates.normSum += gradientNorm;
      updates.tokens += tokens;
    },
    metrics: (klCoefficient) => ({
      ...(updates.count === 0
        ? {}
        : {
            "actor/pg_loss": sums.policyLoss / updates.count,
            "actor/grad_norm": updates.normSum / updates.count,
            "actor/pg_clipfrac": sums.clipped / Math.max(updates.tokens, 1),
            "actor/pg_clipfrac_lower": sums.lowerClipped / Math.max(updates.tokens, 1),
          }),
      ...(updates.count === 0 || klCoefficient === 0 ? {} : { "actor/kl_loss": sums.klLoss / updates.count }),
      ...(sums.tokens === 0
        ? {}
        : { "actor/entropy": sums.entropy / sums.tokens, "actor/ppo_kl": sums.oldKl / sums.tokens }),
      ...(difference.tokens === 0
        ? {}
        : {
            "training/rollout_logprob_diff_max": difference.highest,
            "training/rollout_logprob_diff_mean": difference.sum / difference.tokens,
          }),
    }),
  };
}
