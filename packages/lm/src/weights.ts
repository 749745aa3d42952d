import { GuruError } from "@guru/core";
import type { ParameterPlan } from "./parameter-plan.ts";
import type { Weights } from "./safetensors/write-safetensors.ts";

/**
 * Checks that weights hold exactly the tensors of the plans, each with its shape.
 *
 * @throws GuruError `weights` listing what is missing, unexpected or mis-shaped.
 */
export function checkWeights(plans: readonly ParameterPlan[], weights: Weights, place: string): void {
  const expected = new Map(plans.flatMap((plan) => plan.parts).map((part) => [part.name, part.shape]));
  const problems: string[] = [];
  for (const [name, shape] of expected) {
    const found = weights.get(name)?.shape;
    if (found === undefined) problems.push(`tensor "${name}" [${shape.join(", ")}] is missing`);
    else if (found.join() !== shape.join()) {
      problems.push(`tensor "${name}" must be [${shape.join(", ")}], found [${found.join(", ")}]`);
    }
  }
  for (const name of weights.keys()) {
    if (!expected.has(name) && !isRedundant(name))
      problems.push(`tensor "${name}" does not belong to this model`);
  }
  if (problems.length === 0) return;
  const shown = problems.slice(0, 8);
  if (problems.length > shown.length) shown.push(`and ${problems.length - shown.length} more`);
  throw new GuruError("weights", `${place} does not fit the model config: ${shown.join("; ")}`);
}

/** Some checkpoints carry the rotary frequencies, which the config decides, or a copy of a tied head. */
function isRedundant(name: string): boolean {
  return name === "lm_head.weight" || name.endsWith(".rotary_emb.inv_freq");
}

/** A parameter's values: its checkpoint tensors one after the other. The weights were checked. */
export function gatherParameter(plan: ParameterPlan, weights: Weights): Float32Array {
  const values = new Float32Array(elementCount(plan.shape));
  let offset = 0;
  for (const { name } of plan.parts) {
    const part = weights.get(name)?.values ?? new Float32Array();
    values.set(part, offset);
    offset += part.length;
  }
  return values;
}

/** The checkpoint tensors a parameter's values are made of. */
export function* splitParameter(
  plan: ParameterPlan,
  values: Float32Array,
): Generator<[string, { shape: readonly number[]; values: Float32Array }]> {
  let offset = 0;
  for (const { name, shape } of plan.parts) {
    const length = elementCount(shape);
    yield [name, { shape, values: values.slice(offset, offset + length) }];
    offset += length;
  }
}

/** The product of a shape. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
