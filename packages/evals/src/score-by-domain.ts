import { Domain } from "@guru/core";
import type { EvaluationResult } from "./evaluation-result.ts";
import { greedyScore } from "./measure.ts";

/**
 * Mean greedy score of each domain, and `mean` over the domains: a small record for metrics between evaluations.
 * Domains without a scored response are left out.
 */
export function scoreByDomain(result: EvaluationResult): Record<string, number> {
  const scores = Domain.options.flatMap((domain) => {
    const values = result.tasks
      .filter((task) => task.domain === domain)
      .map(greedyScore)
      .filter((score) => score !== undefined);
    return values.length === 0 ? [] : [[domain, mean(values)] as const];
  });
  return {
    ...Object.fromEntries(scores),
    ...(scores.length > 0 && { mean: mean(scores.map(([, score]) => score)) }),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
