import { at } from "../at.ts";

/** A copy of the rows of a matrix at some indices. */
export function pickRows(matrix: Float32Array, indices: Int32Array, columns: number): Float32Array {
  const rows = new Float32Array(indices.length * columns);
  for (let row = 0; row < indices.length; row++) {
    const start = at(indices, row) * columns;
    rows.set(matrix.subarray(start, start + columns), row * columns);
  }
  return rows;
}
