import type { ElementType, Engine, HeadSizes } from "./engine.ts";
import type { RopeTable } from "./rope-table.ts";
import { add } from "./tape/add.ts";
import { attention } from "./tape/attention.ts";
import { linearLogprob } from "./tape/linear-logprob.ts";
import { linear } from "./tape/linear.ts";
import { summariseIntegers } from "./tape/integer-summary.ts";
import { addRmsNorm, rmsNorm } from "./tape/norm.ts";
import { Recorder } from "./tape/recorder.ts";
import { rope } from "./tape/rope.ts";
import { embedding, gatherRows } from "./tape/rows.ts";
import { swiglu } from "./tape/swiglu.ts";
import { type Parameter, requireValues, type Tensor, type TensorValues } from "./tensor.ts";

/**
 * One forward pass and, if wanted, its backward: queues ops on the engine and owns every temporary they need until
 * `dispose`. Ops check shapes before anything is queued and throw a GuruError with code `shape`; a constant index out
 * of range has code `index`, a tensor that is not this tape's to use `tape`.
 */
export interface Tape {
  readonly engine: Engine;
  /** Input data, owned by the tape. */
  constant(name: string, shape: readonly number[], type: ElementType, values: TensorValues): Tensor;
  /** Rows of the table [vocabulary, columns] for ids [rows]: [rows, columns]. */
  embedding(ids: Tensor, table: Parameter): Tensor;
  /** x [rows, inputs] · weight [outputs, inputs]ᵀ + bias [outputs]. */
  linear(x: Tensor, weight: Parameter, bias?: Parameter): Tensor;
  /** a + b of equal shapes. */
  add(a: Tensor, b: Tensor): Tensor;
  /** x / √(mean(x²) + epsilon) · gain, row by row. */
  rmsNorm(x: Tensor, gain: Parameter, epsilon: number): Tensor;
  /** sum = x + residual; out = rmsNorm(sum). */
  addRmsNorm(x: Tensor, residual: Tensor, gain: Parameter, epsilon: number): { sum: Tensor; out: Tensor };
  /**
   * Rotates the first `heads` heads of each row (queries and keys: heads + kvHeads) to their positions. Works in place:
   * `x` must not be used again, the result is a tensor over the same buffer.
   */
  rope(
    x: Tensor,
    positions: Tensor,
    table: RopeTable,
    sizes: { readonly heads: number; readonly headSize: number },
  ): Tensor;
  /** Causal attention in each packed sequence, scaled by 1/√headSize; see `OpTable.attention`. */
  attention(qkv: Tensor, offsets: Tensor, sizes: HeadSizes): Tensor;
  /** silu(gate) · up of x [rows, 2·columns]: gate, then up. */
  swiglu(x: Tensor): Tensor;
  /** Rows of x at distinct indices. */
  gatherRows(x: Tensor, indices: Tensor): Tensor;
  /** Log-probability [rows] of targets under softmax(x · weightᵀ / temperature), and that distribution's entropy [rows]. */
  linearLogprob(
    x: Tensor,
    weight: Parameter,
    targets: Tensor,
    temperature: number,
  ): { logprob: Tensor; entropy: Tensor };
  /** Runs the backward from the given gradients of results of this tape, adding to the parameters' gradients. */
  backward(
    seeds: readonly { readonly tensor: Tensor; readonly gradient: Float32Array | Float64Array }[],
  ): void;
  /**
   * With `guard`: rejects with a GuruError of code `non_finite` that names the first op, forward or backward, and the
   * tensor in which it left a NaN or an infinity. Without: resolves.
   */
  checkFinite(): Promise<void>;
  /** Releases every temporary. Call it once all reads of results were started. */
  dispose(): void;
}

/** Starts a tape. With `gradients: false` nothing is recorded; `guard` counts non-finite values after every op. */
export function createTape(engine: Engine, options: { gradients?: boolean; guard?: boolean } = {}): Tape {
  const recorder = new Recorder(engine, {
    gradients: options.gradients ?? true,
    guard: options.guard ?? false,
  });
  return {
    engine,
    constant: (name, shape, type, values) => {
      requireValues(name, shape, type, values);
      const tensor = recorder.output(name, shape, type);
      if (values instanceof Int32Array) tensor.summary = summariseIntegers(values);
      engine.write(tensor.buffer, values);
      return tensor;
    },
    embedding: (ids, table) => embedding(recorder, ids, table),
    linear: (x, weight, bias) => linear(recorder, x, weight, bias),
    add: (a, b) => add(recorder, a, b),
    rmsNorm: (x, gain, epsilon) => rmsNorm(recorder, x, gain, epsilon),
    addRmsNorm: (x, residual, gain, epsilon) => addRmsNorm(recorder, x, residual, { gain, epsilon }),
    rope: (x, positions, table, { heads, headSize }) =>
      rope(recorder, x, positions, { table, heads, headSize }),
    attention: (qkv, offsets, sizes) => attention(recorder, qkv, offsets, sizes),
    swiglu: (x) => swiglu(recorder, x),
    gatherRows: (x, indices) => gatherRows(recorder, x, indices),
    linearLogprob: (x, weight, targets, temperature) =>
      linearLogprob(recorder, x, weight, { targets, temperature }),
    backward: (seeds) => {
      recorder.backward(seeds);
    },
    checkFinite: () => recorder.guard?.report() ?? Promise.resolve(),
    dispose: () => {
      recorder.dispose();
    },
  };
}
