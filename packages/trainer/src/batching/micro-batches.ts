/**
 * Splits rows into micro-batches of at most `tokensPerMicroBatch` tokens, so that rows of like length are computed
 * together: longest first, by index where lengths are equal, each batch filled before the next is begun. A row longer than the
 * budget gets a batch of its own. Returns row indices; the same lengths always give the same split.
 */
export function microBatches(lengths: readonly number[], tokensPerMicroBatch: number): number[][] {
  const order = [...lengths.keys()].sort((a, b) => (lengths[b] ?? 0) - (lengths[a] ?? 0) || a - b);
  const batches: number[][] = [];
  let room = 0;
  for (const row of order) {
    const length = lengths[row] ?? 0;
    const current = batches.at(-1);
    if (current === undefined || length > room) {
      batches.push([row]);
      room = tokensPerMicroBatch - length;
    } else {
      current.push(row);
      room -= length;
    }
  }
  return batches;
}
