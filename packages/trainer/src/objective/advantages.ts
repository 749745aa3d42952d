import type { AdvantageEstimator } from "./objective.ts";

/**
 * The advantages of one group: rollouts of one prompt, with n scores r.
 *
 * - `grpo`: (r − mean) / (std + stdEpsilon), std with n − 1 in the denominator (Shao et al. 2024, as verl computes it)
 * - `dr_grpo`: r − mean (Liu et al. 2025)
 * - `rloo`: n/(n − 1) · (r − mean), which is r minus the mean of the others (Ahmadian et al. 2024)
 *
 * A single rollout has no group to compare with: its mean is taken for 0 and its std for 1. Where every score is the
 * same the advantages are exactly 0, whatever the mean was rounded to.
 */
export function groupAdvantages(
  scores: readonly number[],
  estimator: AdvantageEstimator,
  stdEpsilon: number,
): number[] {
  const count = scores.length;
  const single = count === 1;
  if (!single && !hasSpread(scores)) return scores.map(() => 0);
  const mean = single ? 0 : scores.reduce((sum, score) => sum + score, 0) / count;
  const scale = advantageScale(scores, mean, estimator, stdEpsilon);
  return scores.map((score) => (score - mean) * scale);
}

/** Whether a group's scores differ; without spread a group says nothing about which response was better. */
export function hasSpread(scores: readonly number[]): boolean {
  return scores.some((score) => score !== scores[0]);
}

function advantageScale(
  scores: readonly number[],
  mean: number,
  estimator: AdvantageEstimator,
  stdEpsilon: number,
): number {
  const single = scores.length === 1;
  switch (estimator) {
    case "grpo":
      return 1 / ((single ? 1 : unbiasedStd(scores, mean)) + stdEpsilon);
    case "dr_grpo":
      return 1;
    case "rloo":
      return single ? 1 : scores.length / (scores.length - 1);
  }
}

function unbiasedStd(scores: readonly number[], mean: number): number {
  const squares = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0);
  return Math.sqrt(squares / (scores.length - 1));
}
