import type { Tensor } from "@tensorflow/tfjs-core";
import { IndexCheck } from "../index-check.ts";
import { pickRows } from "./pick-rows.ts";
import { Slots } from "./slots.ts";
import type { Tfjs } from "./tfjs-module.ts";

type MatMul = (a: Tensor, b: Tensor, transpose?: { a?: boolean; b?: boolean }) => Tensor;

/** What the op families of a tfjs engine share. */
export interface TfjsContext {
  readonly tf: Tfjs;
  readonly slots: Slots;
  readonly indices: IndexCheck;
  /** Runs an op; tensors it does not put into slots are disposed. */
  readonly run: (op: () => void) => void;
  /** a · b of two matrices, each transposed first if asked. */
  readonly matMul: MatMul;
  /** The same for two batches of matrices, [batch, rows, columns] each. */
  readonly batchMatMul: MatMul;
  /** The rows of a matrix at indices that were checked. */
  readonly gather: (x: Tensor, indices: Int32Array) => Tensor;
}

/**
 * With `wasm`, works around what is slow on that backend: transposed and batched products are scalar loops, so transposes
 * become ops of their own and batches are taken apart; slice and gather copy or walk the whole tensor each time, so
 * rows are picked from one copy on the host.
 */
export function createTfjsContext(tf: Tfjs, { wasm }: { wasm: boolean }): TfjsContext {
  const shared = {
    tf,
    slots: new Slots(tf),
    indices: new IndexCheck(),
    run: (op: () => void): void => {
      tf.tidy(() => {
        op();
      });
    },
  };
  if (wasm) return { ...shared, ...wasmProducts(tf), gather: (x, indices) => gatherOnHost(tf, x, indices) };
  const matMul: MatMul = (a, b, transpose) => tf.matMul(a, b, transpose?.a ?? false, transpose?.b ?? false);
  return {
    ...shared,
    matMul,
    batchMatMul: matMul,
    gather: (x, indices) => tf.gather(x, tf.tensor1d(indices, "int32")),
  };
}

function wasmProducts(tf: Tfjs): Pick<TfjsContext, "matMul" | "batchMatMul"> {
  return {
    matMul: (a, b, transpose) =>
      tf.matMul(transpose?.a === true ? tf.transpose(a) : a, transpose?.b === true ? tf.transpose(b) : b),
    batchMatMul: (a, b, transpose) => {
      const left = matrices(tf, transpose?.a === true ? tf.transpose(a, [0, 2, 1]) : a);
      const right = matrices(tf, transpose?.b === true ? tf.transpose(b, [0, 2, 1]) : b);
      return tf.stack(left.map((matrix, index) => tf.matMul(matrix, right[index] ?? matrix)));
    },
  };
}

/** The matrices of a batch [batch, rows, columns]. */
function matrices(tf: Tfjs, batch: Tensor): Tensor[] {
  const [count = 0, rows = 0, columns = 0] = batch.shape;
  const values = batch.dataSync<"float32">();
  const size = rows * columns;
  return Array.from({ length: count }, (_, index) =>
    tf.tensor2d(values.subarray(index * size, (index + 1) * size), [rows, columns]),
  );
}

function gatherOnHost(tf: Tfjs, x: Tensor, indices: Int32Array): Tensor {
  const columns = x.shape[1] ?? 0;
  return tf.tensor2d(pickRows(x.dataSync<"float32">(), indices, columns), [indices.length, columns]);
}
