import { GuruError } from "@guru/core";
import type { Engine, Tensor } from "@guru/engine";
import type { Weights } from "@guru/lm";

/** Reads a tensor for a checkpoint, in single precision. */
export async function readTensor(
  engine: Engine,
  { buffer, shape }: Tensor,
): Promise<{ shape: readonly number[]; values: Float32Array }> {
  return { shape, values: Float32Array.from(await engine.read(buffer)) };
}

/**
 * The values a checkpoint holds for a tensor.
 *
 * @throws GuruError `checkpoint` when it is missing there or has another shape.
 */
export function takeTensor(state: Weights, { name, shape }: Tensor, place: string): Float32Array {
  const found = state.get(name);
  if (found?.shape.join() === shape.join()) return found.values;
  const what = found === undefined ? "is missing" : `is [${found.shape.join(", ")}]`;
  throw new GuruError(
    "checkpoint",
    `${place}: tensor "${name}" ${what}, this run's model needs [${shape.join(", ")}]`,
  );
}
