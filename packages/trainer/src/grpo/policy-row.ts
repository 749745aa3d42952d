import type { ScoredSequence } from "@guru/lm";
import { groupBy } from "./group-by.ts";
import type { ScoredRollout } from "./score-groups.ts";

/** One rollout, or several equal ones of a group, on their way through the loss. */
export interface PolicyRow extends ScoredSequence {
  readonly advantage: number;
  /** As sampled, of each rollout that the row stands for. */
  readonly rolloutLogprobs: readonly (readonly number[])[];
  /** Under the policy before the batch's first update; absent where that is the policy being trained. */
  oldLogprobs?: Float64Array;
  /** Under the start weights; present when the KL coefficient is not 0. */
  referenceLogprobs?: Float64Array;
}

/**
 * The part of a group's rollouts that the loss looks at. Rollouts with the same tokens and the same advantage have the same
 * gradient, so one row stands for them all: the surer a policy is, the more of its group are equal.
 */
export function toPolicyRows(rollouts: readonly ScoredRollout[]): PolicyRow[] {
  const equal = groupBy(rollouts, ({ rollout, advantage }) => [advantage, ...rollout.responseTokens].join());
  return equal.flatMap((same) =>
    same.slice(0, 1).map(({ rollout, advantage }) => ({
      prompt: rollout.promptTokens,
      response: rollout.responseTokens,
      advantage,
      rolloutLogprobs: same.map((each) => each.rollout.logprobs),
    })),
  );
}
