import type { RunConfig } from "@guru/core";

/** Which weights a run begins from, for people. */
export function describeStart({ model, seed }: Pick<RunConfig, "model" | "seed">): string {
  return model.weights === "random" ? `random weights, seed ${seed}` : `weights of ${model.path}`;
}
