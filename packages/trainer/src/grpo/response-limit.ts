import type { RunConfig } from "@guru/core";

/** How many tokens a response of this step, counted from 1, may have. */
export function responseLimitAt(
  step: number,
  { maxResponseTokens, lengthGrowth }: Pick<RunConfig["rollout"], "maxResponseTokens" | "lengthGrowth">,
): number {
  if (lengthGrowth === undefined || step >= lengthGrowth.steps) return maxResponseTokens;
  const { from, steps } = lengthGrowth;
  const grown = Math.floor(from + ((maxResponseTokens - from) * (step - 1)) / (steps - 1));
  return Math.min(grown, maxResponseTokens);
}
