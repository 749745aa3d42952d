import { klPenalty } from "./kl-penalty.ts";
import type { Objective } from "./objective.ts";
import { policyTerm } from "./policy-term.ts";
import { type Denominators, tokenWeight } from "./token-weight.ts";

/** Response tokens of some rows, row after row in flat arrays; rows may be empty. */
export interface ObjectiveTokens {
  /** Response tokens of each row. */
  readonly lengths: readonly number[];
  /** One advantage a row. */
  readonly advantages: readonly number[];
  /** How many equal rows each row stands for; 1 without it. */
  readonly counts?: readonly number[];
  /** Under the policy being trained, at the rollout's temperature. */
  readonly logprobs: ArrayLike<number>;
  /** Under the policy before this batch's first update. */
  readonly oldLogprobs: ArrayLike<number>;
  /** Under the frozen reference; needed when the KL coefficient is not 0. */
  readonly referenceLogprobs?: ArrayLike<number>;
  /** Entropy of the policy at each token; needed when the entropy coefficient is not 0, measured in any case. */
  readonly entropies?: ArrayLike<number>;
}

/** A micro-batch's share of the loss and its gradient; everything but the gradients adds up over micro-batches. */
export interface ObjectiveShare {
  /** policyLoss + klCoefficient · klLoss − entropyCoefficient · entropy, all aggregated. */
  readonly loss: number;
  readonly policyLoss: number;
  readonly klLoss: number;
  /** Aggregated entropy. */
  readonly entropy: number;
  readonly logprobGradient: Float64Array;
  /** Null when the entropy coefficient is 0. */
  readonly entropyGradient: Float64Array | null;
  /** Here and in the sums below a row counts for all those it stands for. */
  readonly tokens: number;
  /** Of the tokens' entropies as they are, not aggregated; 0 where none are given. */
  readonly entropySum: number;
  readonly clippedTokens: number;
  readonly lowerClippedTokens: number;
  /** Σ (logp_old − logp), whose mean over tokens estimates KL(old ‖ new). */
  readonly oldKlSum: number;
}

/**
 * The objective of some rows and its gradient with respect to their log-probabilities and entropies, in double
 * precision. `denominators` count the whole update, so the shares of any split of the rows sum to the same loss.
 */
export function batchObjective(
  objective: Objective,
  rows: ObjectiveTokens,
  denominators: Denominators,
): ObjectiveShare {
  const total = rows.lengths.reduce((sum, length) => sum + length, 0);
  const { klCoefficient, entropyCoefficient } = objective;
  const logprobGradient = new Float64Array(total);
  const entropyGradient = entropyCoefficient === 0 ? null : new Float64Array(total);
  const sums = {
    policyLoss: 0,
    klLoss: 0,
    entropy: 0,
    tokens: 0,
    entropySum: 0,
    clippedTokens: 0,
    lowerClippedTokens: 0,
    oldKlSum: 0,
  };
  let token = 0;
  for (const [row, length] of rows.lengths.entries()) {
    const count = rows.counts?.[row] ?? 1;
    const weight = count * tokenWeight(objective, length, denominators);
    const advantage = rows.advantages[row] ?? 0;
    for (const end = token + length; token < end; token++) {
      const logprob = rows.logprobs[token] ?? Number.NaN;
      const term = policyTerm(objective, {
        logprob,
        oldLogprob: rows.oldLogprobs[token] ?? Number.NaN,
        advantage,
      });
      sums.policyLoss += weight * term.loss;
      sums.tokens += count;
      sums.entropySum += count * (rows.entropies?.[token] ?? 0);
      sums.clippedTokens += count * Number(term.clipped);
      sums.lowerClippedTokens += count * Number(term.lowerClipped);
      sums.oldKlSum -= count * term.logRatio;
      let slope = term.slope;
      if (klCoefficient !== 0) {
        const kl = klPenalty(objective, logprob, rows.referenceLogprobs?.[token] ?? Number.NaN);
        sums.klLoss += weight * kl.value;
        slope += klCoefficient * kl.slope;
      }
      if (entropyGradient !== null) {
        sums.entropy += weight * (rows.entropies?.[token] ?? Number.NaN);
        entropyGradient[token] = -entropyCoefficient * weight;
      }
      logprobGradient[token] = weight * slope;
    }
  }
  const loss = sums.policyLoss + klCoefficient * sums.klLoss - entropyCoefficient * sums.entropy;
  return { ...sums, loss, logprobGradient, entropyGradient };
}
