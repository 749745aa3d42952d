import type { Objective } from "./objective.ts";

/** The clipped policy loss of one token. */
export interface PolicyTerm {
  readonly loss: number;
  /** Derivative of the loss with respect to the token's log-probability. */
  readonly slope: number;
  /** logp − logp_old after the clamp. */
  readonly logRatio: number;
  /** Whether the clipped branch was the larger loss. */
  readonly clipped: boolean;
  /** Whether the dual clip held the loss down. */
  readonly lowerClipped: boolean;
}

/**
 * PPO's clipped loss of one token with advantage A and ρ = exp(clamp(logp − logp_old)): the larger of −A·ρ and
 * −A·clamp(ρ, 1 − clipLow, 1 + clipHigh) (Schulman et al. 2017; two bounds as in DAPO, Yu et al. 2025). For A < 0 the loss is
 * at most −A·dualClip (Ye et al. 2020).
 */
export function policyTerm(
  objective: Objective,
  token: { readonly logprob: number; readonly oldLogprob: number; readonly advantage: number },
): PolicyTerm {
  const { advantage } = token;
  const limit = objective.logRatioLimit ?? Number.POSITIVE_INFINITY;
  const difference = token.logprob - token.oldLogprob;
  const logRatio = Math.min(Math.max(difference, -limit), limit);
  const ratio = Math.exp(logRatio);
  const plain = -advantage * ratio;
  const bounded = -advantage * Math.min(Math.max(ratio, 1 - objective.clipLow), 1 + objective.clipHigh);
  const clipped = bounded > plain;
  const loss = clipped ? bounded : plain;
  const ceiling = objective.dualClip === null ? Number.POSITIVE_INFINITY : -advantage * objective.dualClip;
  const lowerClipped = advantage < 0 && loss > ceiling;
  const flat = clipped || lowerClipped || Math.abs(difference) > limit;
  return { loss: lowerClipped ? ceiling : loss, slope: flat ? 0 : plain, logRatio, clipped, lowerClipped };
}
