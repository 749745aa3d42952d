import type { Objective } from "./objective.ts";

/**
 * What an aggregation divides by, counted over everything one optimiser update sees and not over the micro-batch at
 * hand, so that the sum over micro-batches does not depend on how rows were packed.
 */
export interface Denominators {
  /** Response tokens. */
  readonly tokens: number;
  /** Rows with at least one response token. */
  readonly rows: number;
}

/** Counts the denominators of rows with these numbers of response tokens. */
export function countDenominators(responseLengths: Iterable<number>): Denominators {
  let tokens = 0;
  let rows = 0;
  for (const length of responseLengths) {
    tokens += length;
    if (length > 0) rows++;
  }
  return { tokens, rows };
}

/**
 * The weight of each token of a row of T tokens in the aggregated loss Σ weight · l, with N tokens and B rows in all:
 *
 * - `token-mean`: 1/N
 * - `seq-mean-token-sum`: 1/B
 * - `seq-mean-token-mean`: 1/(B·T)
 * - `seq-mean-token-sum-norm`: 1/S, or 1/(B·S) with `normPerRow`, S the configured maximum response length
 *
 * Empty rows count in no denominator.
 */
export function tokenWeight(objective: Objective, length: number, denominators: Denominators): number {
  const rows = Math.max(denominators.rows, 1);
  switch (objective.aggregation) {
    case "token-mean":
      return 1 / Math.max(denominators.tokens, 1);
    case "seq-mean-token-sum":
      return 1 / rows;
    case "seq-mean-token-mean":
      return 1 / (rows * Math.max(length, 1));
    case "seq-mean-token-sum-norm":
      return 1 / (objective.normLength * (objective.normPerRow ? rows : 1));
  }
}
