/** More steps than any answer of the longest text we look at needs, and far less than a second's worth. */
const defaultLimit = 200_000;

/** Counts the steps of parsers and comparisons, so that the work on a hostile answer is bounded without a clock. */
export interface WorkCounter {
  /** Steps taken so far. */
  readonly steps: number;
  readonly limit: number;
  /** @throws WorkLimitError when the limit is passed. */
  take(steps?: number): void;
}

/** Thrown inside a verifier when the work limit is passed; it becomes a verdict of class `answer_limit`. */
export class WorkLimitError extends Error {
  override readonly name = "WorkLimitError";
}

/** A counter that stops at `limit` steps. One step is about one character read or one value compared. */
export function createWorkCounter(limit = defaultLimit): WorkCounter {
  let taken = 0;
  return {
    limit,
    get steps() {
      return taken;
    },
    take(steps = 1) {
      taken += steps;
      if (taken > limit) throw new WorkLimitError(`the answer needs more than ${limit} steps to judge`);
    },
  };
}
