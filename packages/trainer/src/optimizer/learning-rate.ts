import type { RunConfig } from "@guru/core";

/**
 * The learning rate of a step, counted from 1. It rises linearly to its highest value at `warmupSteps`, and from there
 * falls with p = (step − warmupSteps) / (totalSteps − warmupSteps) to `finalFraction` f of it at the last step:
 *
 * - `constant`: 1, without a fall
 * - `linear`: 1 − (1 − f)·p
 * - `cosine`: f + (1 − f)·(1 + cos πp)/2
 */
export function learningRateAt(step: number, optimizer: RunConfig["optimizer"], totalSteps: number): number {
  const { learningRate, warmupSteps } = optimizer;
  if (step < warmupSteps) return (learningRate * step) / warmupSteps;
  const span = Math.max(totalSteps - warmupSteps, 1);
  const progress = Math.min((step - warmupSteps) / span, 1);
  return learningRate * remaining(progress, optimizer);
}

function remaining(progress: number, optimizer: RunConfig["optimizer"]): number {
  const { schedule, finalFraction } = optimizer;
  switch (schedule) {
    case "constant":
      return 1;
    case "linear":
      return 1 - (1 - finalFraction) * progress;
    case "cosine":
      return finalFraction + ((1 - finalFraction) * (1 + Math.cos(Math.PI * progress))) / 2;
  }
}
