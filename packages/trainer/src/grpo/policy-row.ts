import type { ScoredSequence } from "@guru/lm";
import type { ScoredRollout } from "./score-groups.ts";

/** A rollout on its way through the loss. */
export interface PolicyRow extends ScoredSequence {
  readonly advantage: number;
  /** As sampled. */
  readonly rolloutLogprobs: readonly number[];
  /** Under the policy before the batch's first update; absent where that is the policy being trained. */
  oldLogprobs?: Float64Array;
  /** Under the start weights; present when the KL coefficient is not 0. */
  referenceLogprobs?: Float64Array;
}

/** The part of a rollout that the loss looks at. */
export function toPolicyRow({ rollout, advantage }: ScoredRollout): PolicyRow {
  return {
    prompt: rollout.promptTokens,
    response: rollout.responseTokens,
    rolloutLogprobs: rollout.logprobs,
    advantage,
  };
}
