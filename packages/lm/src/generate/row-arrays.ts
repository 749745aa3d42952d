import type { SampleRow } from "./sample-row.ts";

/** One integer per row. A plain loop: this runs several times a decode step, and `Int32Array.from` is many times slower. */
export function perRow(rows: readonly SampleRow[], value: (row: SampleRow) => number): Int32Array {
  const values = new Int32Array(rows.length);
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index];
    if (row !== undefined) values[index] = value(row);
  }
  return values;
}

/** The two integers that key each row's randomness: its seed, and 0 for the stream that samples tokens. */
export function seedsPerRow(rows: readonly SampleRow[]): Int32Array {
  const values = new Int32Array(2 * rows.length);
  for (let index = 0; index < rows.length; index++) values[2 * index] = rows[index]?.seed ?? 0;
  return values;
}
