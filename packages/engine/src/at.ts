import type { NumericArray } from "./engine.ts";

/** The element at an index that is known to be in range. */
export function at(values: NumericArray, index: number): number {
  return values[index] as number;
}
