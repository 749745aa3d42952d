import { GuruError } from "@guru/core";

/** Sequences one after the other: sequence i is tokens[offsets[i] … offsets[i + 1]). Positions restart at 0 in each. */
export interface PackedBatch {
  readonly tokens: Int32Array;
  /** First rows of the sequences, and the number of tokens at the end. */
  readonly offsets: Int32Array;
}

/** Packs sequences in their order. */
export function packSequences(sequences: readonly (readonly number[])[]): PackedBatch {
  const offsets = new Int32Array(sequences.length + 1);
  for (const [index, sequence] of sequences.entries())
    offsets[index + 1] = (offsets[index] ?? 0) + sequence.length;
  return { tokens: Int32Array.from(sequences.flat()), offsets };
}

/** The position of every token in its sequence. */
export function packedPositions({ tokens, offsets }: PackedBatch): Int32Array {
  const positions = new Int32Array(tokens.length);
  for (let sequence = 0; sequence + 1 < offsets.length; sequence++) {
    const start = offsets[sequence] ?? 0;
    const end = offsets[sequence + 1] ?? 0;
    for (let row = start; row < end; row++) positions[row] = row - start;
  }
  return positions;
}

/** @throws GuruError `context_length` for the first sequence that is longer than the model's context. */
export function checkLengths({ offsets }: PackedBatch, maxPositions: number): void {
  for (let sequence = 0; sequence + 1 < offsets.length; sequence++) {
    const length = (offsets[sequence + 1] ?? 0) - (offsets[sequence] ?? 0);
    if (length <= maxPositions) continue;
    const message = `sequence ${sequence} has ${length} tokens, the model's context holds ${maxPositions}`;
    throw new GuruError("context_length", message);
  }
}
