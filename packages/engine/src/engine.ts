/** An integer handle into an engine's table of buffers. */
export type Buffer = number;

export type ElementType = "f32" | "i32";

/** What `read` gives: the reference engine keeps its floats in double precision. */
export type NumericArray = Float32Array | Float64Array | Int32Array;

/**
 * One numeric engine: memory and the op table, nothing else. Ops are queued in order and may run on another thread;
 * only `read` waits. Shapes were checked by the caller. The same calls give the same bits for any number of threads.
 */
export interface Engine {
  readonly name: string;
  /** One line for people: instruction set, threads, precision. */
  readonly description: string;
  readonly ops: OpTable;
  /** A buffer of `length` elements: zeroed, or with `any` contents where the caller overwrites all of it first. */
  allocate(length: number, type: ElementType, contents?: "zero" | "any"): Buffer;
  release(buffer: Buffer): void;
  /** Queues a copy of `data` into the buffer from element `offset` on. */
  write(buffer: Buffer, data: Float32Array | Float64Array | Int32Array, offset?: number): void;
  /** The buffer's contents after everything queued so far. Rejects with a GuruError when an op failed. */
  read(buffer: Buffer): Promise<NumericArray>;
  /** Bytes in buffers now, and the most there were at once. */
  memory(): { readonly currentBytes: number; readonly peakBytes: number };
  dispose(): Promise<void>;
}

/** Sizes of multi-head attention; `heads` is a multiple of `kvHeads`. */
export interface HeadSizes {
  readonly heads: number;
  readonly kvHeads: number;
  readonly headSize: number;
}

/**
 * The ops every engine implements. All matrices are dense and row-major; `rows` counts packed tokens. An op writes its
 * outputs into buffers the caller allocated. `accumulate` adds to what the output holds instead of replacing it.
 */
export interface OpTable {
  /** x ← 0 */
  zero(o: { x: Buffer; length: number }): void;
  /** out ← a + b */
  add(o: { a: Buffer; b: Buffer; out: Buffer; length: number }): void;
  /** y ← y + alpha · x */
  axpy(o: { x: Buffer; y: Buffer; alpha: number; length: number }): void;
  /** y ← y + weight · (x − y), the step of an exponential average. */
  lerp(o: { x: Buffer; y: Buffer; weight: number; length: number }): void;

  /** out[rows, outputs] (+)= x[rows, inputs] · w[outputs, inputs]ᵀ */
  linear(o: LinearSizes & { x: Buffer; w: Buffer; out: Buffer; accumulate: boolean }): void;
  /** gradX[rows, inputs] (+)= gradOut[rows, outputs] · w[outputs, inputs] */
  linearInputGrad(o: LinearSizes & { gradOut: Buffer; w: Buffer; gradX: Buffer; accumulate: boolean }): void;
  /** gradW[outputs, inputs] += gradOut[rows, outputs]ᵀ · x[rows, inputs] */
  linearWeightGrad(o: LinearSizes & { gradOut: Buffer; x: Buffer; gradW: Buffer }): void;
  /** x[rows, columns] ← x + bias[columns], in place. */
  addBias(o: { x: Buffer; bias: Buffer; rows: number; columns: number }): void;
  /** gradBias[columns] += Σ_rows gradOut[rows, columns] */
  biasGrad(o: { gradOut: Buffer; gradBias: Buffer; rows: number; columns: number }): void;

  /** out = x · inverseRms · gain with inverseRms[row] = 1 / √(mean(x²) + epsilon) */
  rmsNorm(o: NormSizes & { x: Buffer; gain: Buffer; out: Buffer; inverseRms: Buffer; epsilon: number }): void;
  /** sum = x + residual; out = rmsNorm(sum). `sum` may be `residual`'s own buffer. */
  addRmsNorm(
    o: NormSizes & {
      x: Buffer;
      residual: Buffer;
      sum: Buffer;
      gain: Buffer;
      out: Buffer;
      inverseRms: Buffer;
      epsilon: number;
    },
  ): void;
  /** gradX (+)= …, gradGain += …; `x` is the input that was normalised. */
  rmsNormGrad(
    o: NormSizes & {
      x: Buffer;
      gain: Buffer;
      inverseRms: Buffer;
      gradOut: Buffer;
      gradX: Buffer;
      gradGain: Buffer;
      accumulate: boolean;
    },
  ): void;

  /**
   * Rotates the first `heads` heads of each row in place, half-split as in Llama: (a, b) ← (a·cos − b·sin, b·cos + a·sin)
   * with a = head[i], b = head[i + headSize/2]. `cosines` and `sines` are [maxPositions, headSize/2]; `inverse` undoes it.
   */
  rope(o: {
    x: Buffer;
    positions: Buffer;
    cosines: Buffer;
    sines: Buffer;
    rows: number;
    rowStride: number;
    heads: number;
    headSize: number;
    inverse: boolean;
  }): void;

  /**
   * Causal attention inside each packed sequence. `qkv` is [rows, (heads + 2·kvHeads)·headSize]: queries, keys, values.
   * `offsets` (i32, sequences + 1) are the first rows of the sequences. `logSumExp` is [rows, heads], kept for the backward.
   */
  attention(o: AttentionSizes & { qkv: Buffer; offsets: Buffer; out: Buffer; logSumExp: Buffer }): void;
  /** gradQkv ← …, all of it. `out` is the forward's output. */
  attentionGrad(
    o: AttentionSizes & {
      qkv: Buffer;
      offsets: Buffer;
      out: Buffer;
      logSumExp: Buffer;
      gradOut: Buffer;
      gradQkv: Buffer;
    },
  ): void;

  /** out[rows, columns] = silu(gate) · up, where x is [rows, 2·columns]: gate, then up. */
  swiglu(o: { x: Buffer; out: Buffer; rows: number; columns: number }): void;
  /** gradX[rows, 2·columns] ← … */
  swigluGrad(o: { x: Buffer; gradOut: Buffer; gradX: Buffer; rows: number; columns: number }): void;

  /** out[rows, columns] = table[ids[row]] */
  embedding(o: { ids: Buffer; table: Buffer; out: Buffer; rows: number; columns: number }): void;
  /** gradTable[ids[row]] += gradOut[row], in a fixed order. `vocabulary` is the number of rows of the table. */
  embeddingGrad(o: {
    ids: Buffer;
    gradOut: Buffer;
    gradTable: Buffer;
    rows: number;
    columns: number;
    vocabulary: number;
  }): void;
  /** out[i] = x[indices[i]] for i < count */
  gatherRows(o: { x: Buffer; indices: Buffer; out: Buffer; count: number; columns: number }): void;
  /** gradX[indices[i]] += gradOut[i]; the indices are distinct. */
  gatherRowsGrad(o: {
    gradOut: Buffer;
    indices: Buffer;
    gradX: Buffer;
    count: number;
    columns: number;
  }): void;

  /**
   * With z = x · wᵀ / temperature: logprob[row] = z[target] − logsumexp(z), entropy[row] = −Σ p·ln p. The logits of all
   * rows are never held at once.
   */
  linearLogprob(
    o: LogprobSizes & { x: Buffer; w: Buffer; targets: Buffer; logprob: Buffer; entropy: Buffer },
  ): void;
  /** gradX ← …, gradW += …, from the gradients of logprob and, unless it is null, of entropy. */
  linearLogprobGrad(
    o: LogprobSizes & {
      x: Buffer;
      w: Buffer;
      targets: Buffer;
      entropy: Buffer;
      gradLogprob: Buffer;
      gradEntropy: Buffer | null;
      gradX: Buffer;
      gradW: Buffer;
    },
  ): void;

  /** out[index] ← Σ x², accumulated in double precision and a fixed order. */
  sumOfSquares(o: { x: Buffer; length: number; out: Buffer; index: number }): void;
  /** out[index] ← how many elements of x are NaN or infinite. */
  countNonFinite(o: { x: Buffer; length: number; out: Buffer; index: number }): void;
  /**
   * AdamW in place, g = gradient · gradientScale: m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g²,
   * p ← p − lr·(m̂/(√v̂ + ε) + weightDecay·p), bias-corrected with `step` counted from 1.
   */
  adamw(o: {
    parameter: Buffer;
    gradient: Buffer;
    first: Buffer;
    second: Buffer;
    length: number;
    learningRate: number;
    beta1: number;
    beta2: number;
    epsilon: number;
    weightDecay: number;
    gradientScale: number;
    step: number;
  }): void;

  /** Copies keys and values of rows of a packed `qkv` into the cache: entry i goes from sourceRows[i] to (slots[i], positions[i]). */
  kvWrite(
    o: CacheSizes & {
      qkv: Buffer;
      sourceRows: Buffer;
      slots: Buffer;
      positions: Buffer;
      count: number;
      keys: Buffer;
      values: Buffer;
    },
  ): void;
  /**
   * One decode step: stores each row's key and value at (slots[row], positions[row]), then attends its query to positions
   * 0 … positions[row] of that slot. Slots of the rows are distinct.
   */
  decodeAttention(
    o: CacheSizes & {
      qkv: Buffer;
      slots: Buffer;
      positions: Buffer;
      keys: Buffer;
      values: Buffer;
      out: Buffer;
      rows: number;
    },
  ): void;
  /**
   * Draws a token per row from logits[rows, vocabulary]: divide by temperature, keep the topK (0 = all), then the smallest
   * set with probability ≥ topP, then those with p ≥ minP · max p; renormalise. Temperature 0 takes the
   * most likely token, the lowest id on ties, and gives its log-probability at temperature 1. `banned` (i32 [rows], −1 for none) is a token that may not be drawn.
   * The uniform of a row is Philox-4x32-10 keyed by its two i32 of `seeds`, with counter (position, 0, 0, 0).
   * `logprobs` are after those transforms.
   */
  sample(o: {
    logits: Buffer;
    rows: number;
    vocabulary: number;
    temperature: number;
    topK: number;
    topP: number;
    minP: number;
    seeds: Buffer;
    positions: Buffer;
    banned: Buffer | null;
    tokens: Buffer;
    logprobs: Buffer;
  }): void;
}

interface LinearSizes {
  rows: number;
  inputs: number;
  outputs: number;
}

interface NormSizes {
  rows: number;
  columns: number;
}

interface AttentionSizes extends HeadSizes {
  sequences: number;
  rows: number;
  scale: number;
}

interface LogprobSizes {
  rows: number;
  inputs: number;
  vocabulary: number;
  temperature: number;
}

/**
 * A key–value cache of one layer: `keys` and `values` have slots · capacity · kvHeads · headSize elements each, in a layout
 * of the engine's own. `capacity` is a multiple of 16.
 */
interface CacheSizes extends HeadSizes {
  capacity: number;
  scale: number;
}
