/**
 * How an answer compares with the gold; `reason` is a permanent code such as `equal.number` or `different.unit`. A score
 * between 0 and 1 is for verifiers with partial credit.
 */
export type Comparison =
  | { readonly equal: true; readonly reason: string }
  | { readonly equal: false; readonly reason: string; readonly message: string; readonly score?: number };
