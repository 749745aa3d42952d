import { GuruError } from "@guru/core";

/**
 * The mean score of a task's samples (avg@k). For scores of 0 and 1 it is pass@1.
 *
 * @throws GuruError `empty` without scores.
 */
export function averageAtK(scores: readonly number[]): number {
  if (scores.length === 0) throw new GuruError("empty", "avg@k needs at least one score, got none");
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}
