import { GuruError } from "@guru/core";
import type { Engine } from "./engine.ts";
import { createTensor, releaseTensor, type Tensor } from "./tensor.ts";

/** Cosines and sines of the rotary embedding, [maxPositions, headSize/2] each. */
export interface RopeTable {
  readonly headSize: number;
  readonly maxPositions: number;
  readonly cosines: Tensor;
  readonly sines: Tensor;
}

/**
 * The angles position · theta^(−2i/headSize) of RoFormer (Su et al., 2021), computed in double precision. The caller
 * releases the table with `releaseRopeTable`.
 */
export function createRopeTable(
  engine: Engine,
  { headSize, maxPositions, theta }: { headSize: number; maxPositions: number; theta: number },
): RopeTable {
  if (headSize < 2 || headSize % 2 !== 0) {
    throw new GuruError("shape", `rope: headSize must be a positive even number, got ${String(headSize)}`);
  }
  const half = headSize / 2;
  const angles = Float64Array.from({ length: maxPositions * half }, (_, index) => {
    const position = Math.floor(index / half);
    return position * theta ** ((-2 * (index % half)) / headSize);
  });
  const shape = [maxPositions, half];
  return {
    headSize,
    maxPositions,
    cosines: createTensor(engine, "rope cosines", shape, "f32", angles.map(Math.cos)),
    sines: createTensor(engine, "rope sines", shape, "f32", angles.map(Math.sin)),
  };
}

/** Releases both tensors of the table. */
export function releaseRopeTable(engine: Engine, table: RopeTable): void {
  releaseTensor(engine, table.cosines);
  releaseTensor(engine, table.sines);
}
