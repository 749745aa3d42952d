import type { RunConfig } from "@guru/core";
import type { ScoredSequence } from "@guru/lm";
import { microBatches } from "../batching/micro-batches.ts";

/** Splits rows into micro-batches by the tokens of their prompts and responses. */
export function rowsInMicroBatches<Row extends ScoredSequence>(
  rows: readonly Row[],
  { tokensPerMicroBatch }: RunConfig["optimizer"],
): Row[][] {
  const lengths = rows.map(({ prompt, response }) => prompt.length + response.length);
  return microBatches(lengths, tokensPerMicroBatch).map((batch) => batch.map((index) => rows[index] as Row));
}

/** Cuts a flat array into one piece a row, by response length. */
export function sliceByRow(rows: readonly ScoredSequence[], values: ArrayLike<number>): Float64Array[] {
  const flat = Float64Array.from(values);
  let start = 0;
  return rows.map(({ response }) => flat.slice(start, (start += response.length)));
}

/** The opposite of {@link sliceByRow}. */
export function joinRows(pieces: readonly ArrayLike<number>[]): Float64Array {
  const joined = new Float64Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let start = 0;
  for (const piece of pieces) {
    joined.set(piece, start);
    start += piece.length;
  }
  return joined;
}
