import { createRandom } from "@guru/core";
import type { CheckpointTensor, ParameterPlan } from "./parameter-plan.ts";
import type { Weights } from "./safetensors/write-safetensors.ts";
import { elementCount } from "./weights.ts";

/**
 * New weights: matrices drawn from a normal distribution, norms one, biases zero. Every tensor has a stream of its own,
 * named after it, so its values do not depend on the rest of the model.
 */
export function randomWeights(plans: readonly ParameterPlan[], seed: number, deviation: number): Weights {
  const weights = new Map<string, { shape: readonly number[]; values: Float32Array }>();
  for (const { initial, parts } of plans) {
    for (const part of parts) weights.set(part.name, { shape: part.shape, values: fill(part, initial) });
  }
  return weights;

  function fill(part: CheckpointTensor, initial: ParameterPlan["initial"]): Float32Array {
    const values = new Float32Array(elementCount(part.shape));
    if (initial === "ones") return values.fill(1);
    if (initial === "zeros") return values;
    const random = createRandom(seed, "weights", part.name);
    return values.map(() => deviation * random.normal());
  }
}
