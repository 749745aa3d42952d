import type { Tensor } from "@tensorflow/tfjs-core";
import { IndexCheck } from "../index-check.ts";
import { Slots } from "./slots.ts";
import type { Tfjs } from "./tfjs-module.ts";

/** What the op families of a tfjs engine share. */
export interface TfjsContext {
  readonly tf: Tfjs;
  readonly slots: Slots;
  readonly indices: IndexCheck;
  /** Runs an op; tensors it does not put into slots are disposed. */
  run(op: () => void): void;
  /** a · b of two matrices, each transposed first if asked. */
  matMul(a: Tensor, b: Tensor, transpose?: { a?: boolean; b?: boolean }): Tensor;
  /** The same for two batches of matrices, [batch, rows, columns] each. */
  batchMatMul(a: Tensor, b: Tensor, transpose?: { a?: boolean; b?: boolean }): Tensor;
}

/**
 * On the wasm backend only the product of two plain matrices runs at speed: there transposes become ops of their own
 * and batches are taken apart.
 */
export function createTfjsContext(tf: Tfjs, { plainProducts }: { plainProducts: boolean }): TfjsContext {
  const matMul: TfjsContext["matMul"] = (a, b, { a: transposeA = false, b: transposeB = false } = {}) => {
    if (!plainProducts) return tf.matMul(a, b, transposeA, transposeB);
    return tf.matMul(transposeA ? tf.transpose(a) : a, transposeB ? tf.transpose(b) : b);
  };
  return {
    tf,
    slots: new Slots(tf),
    indices: new IndexCheck(),
    run: (op) => {
      tf.tidy(() => {
        op();
      });
    },
    matMul,
    batchMatMul: (a, b, transpose = {}) => {
      if (!plainProducts) return tf.matMul(a, b, transpose.a ?? false, transpose.b ?? false);
      const swap = (x: Tensor): Tensor => tf.transpose(x, [0, 2, 1]);
      const left = tf.unstack(transpose.a === true ? swap(a) : a);
      const right = tf.unstack(transpose.b === true ? swap(b) : b);
      return tf.stack(left.map((matrix, index) => tf.matMul(matrix, right[index] ?? matrix)));
    },
  };
}
