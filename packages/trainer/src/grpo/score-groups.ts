import { createRandom, GuruError, type RunConfig, verdictScore } from "@guru/core";
import { groupAdvantages, hasSpread } from "../objective/advantages.ts";
import type { Objective } from "../objective/objective.ts";
import type { JudgedRollout } from "./collect-rollouts.ts";
import { groupBy } from "./group-by.ts";

/** A rollout that takes part in training. */
export interface ScoredRollout extends JudgedRollout {
  /** The verdict's score, or another rollout's where rewards are shuffled. */
  readonly reward: number;
  readonly advantage: number;
}

/** The rollouts of one prompt that were scored, at least two. */
export interface ScoredGroup {
  readonly rollouts: readonly ScoredRollout[];
  /** Whether the rewards differ; without spread every advantage is 0. */
  readonly spread: boolean;
}

/** A step's rollouts as training sees them. */
export interface ScoredStep {
  readonly groups: readonly ScoredGroup[];
  /** Groups with fewer than two scored rollouts. */
  readonly droppedGroups: number;
  /** Rollouts without a score, by the class of the failure. */
  readonly unscored: ReadonlyMap<string, number>;
}

/**
 * Turns verdicts into advantages. A rollout without a score leaves its group before mean and deviation are taken; a
 * group with fewer than two scores is dropped, having nothing to compare. With `rewards=shuffled` the step's scores are
 * dealt out anew among its scored rollouts, by the run's seed.
 *
 * @throws GuruError `unscored` when more than `rollout.maxUnscored` of the step has no score.
 */
export function scoreGroups(
  config: RunConfig,
  objective: Objective,
  { step, rollouts }: { readonly step: number; readonly rollouts: readonly JudgedRollout[] },
): ScoredStep {
  const unscored = countUnscored(rollouts);
  requireScores(rollouts, unscored, config.rollout.maxUnscored, step);
  const scored = rollouts.flatMap((judged) => {
    const score = verdictScore(judged.rollout.verdict);
    return score === undefined ? [] : [{ ...judged, reward: score }];
  });
  const rewarded = config.rewards === "shuffled" ? shuffleRewards(scored, config.seed, step) : scored;
  const kept = groupById(rewarded).filter((group) => group.length >= 2);
  const asked = groupById(rollouts);
  return {
    groups: kept.map((group) => toGroup(group, objective)),
    droppedGroups: asked.length - kept.length,
    unscored,
  };
}

function groupById<T extends JudgedRollout>(rollouts: readonly T[]): T[][] {
  return groupBy(rollouts, ({ rollout }) => rollout.groupId);
}

function countUnscored(rollouts: readonly JudgedRollout[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { rollout } of rollouts) {
    if (rollout.verdict.outcome !== "unscored") continue;
    const name = rollout.verdict.error?.class ?? "unknown";
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

function requireScores(
  rollouts: readonly JudgedRollout[],
  unscored: ReadonlyMap<string, number>,
  allowed: number,
  step: number,
): void {
  const count = [...unscored.values()].reduce((sum, value) => sum + value, 0);
  if (count <= allowed * rollouts.length) return;
  const classes = [...unscored].map(([name, value]) => `${name} ${value}`).join(", ");
  const first = rollouts.find(({ rollout }) => rollout.verdict.outcome === "unscored")?.rollout.verdict;
  const message = first?.error?.message ?? first?.reason ?? "no reason given";
  throw new GuruError(
    "unscored",
    `step ${step}: ${count} of ${rollouts.length} responses could not be judged, rollout.maxUnscored allows a share of ` +
      `${allowed} (${classes}). The first: ${message}`,
  );
}

function shuffleRewards<T extends { readonly reward: number }>(
  scored: readonly T[],
  seed: number,
  step: number,
): T[] {
  const rewards = createRandom(seed, "shuffled rewards", step).shuffle(scored.map(({ reward }) => reward));
  return scored.map((rollout, index) => ({ ...rollout, reward: rewards[index] ?? 0 }));
}

function toGroup(
  group: readonly (JudgedRollout & { readonly reward: number })[],
  objective: Objective,
): ScoredGroup {
  const rewards = group.map(({ reward }) => reward);
  const advantages = groupAdvantages(rewards, objective.advantage, objective.stdEpsilon);
  return {
    rollouts: group.map((rollout, index) => ({ ...rollout, advantage: advantages[index] ?? 0 })),
    spread: hasSpread(rewards),
  };
}
