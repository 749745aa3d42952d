import type { Tensor } from "@tensorflow/tfjs-core";
import type { Buffer, OpTable } from "../engine.ts";
import type { TfjsContext } from "./tfjs-context.ts";

/** The matrix products and the bias. */
export function linearOps({
  tf,
  slots,
  run,
  matMul,
}: TfjsContext): Pick<OpTable, "linear" | "linearInputGrad" | "linearWeightGrad" | "addBias" | "biasGrad"> {
  const put = (buffer: Buffer, value: Tensor, accumulate: boolean): void => {
    slots.set(buffer, accumulate ? tf.add(slots.tensor(buffer, value.shape), value) : value);
  };
  return {
    linear({ rows, inputs, outputs, accumulate, ...o }) {
      if (rows === 0) return;
      run(() => {
        const [x, w] = [slots.tensor(o.x, [rows, inputs]), slots.tensor(o.w, [outputs, inputs])];
        put(o.out, matMul(x, w, { b: true }), accumulate);
      });
    },
    linearInputGrad({ rows, inputs, outputs, accumulate, ...o }) {
      if (rows === 0) return;
      run(() => {
        const [gradOut, w] = [slots.tensor(o.gradOut, [rows, outputs]), slots.tensor(o.w, [outputs, inputs])];
        put(o.gradX, matMul(gradOut, w), accumulate);
      });
    },
    linearWeightGrad({ rows, inputs, outputs, ...o }) {
      if (rows === 0) return;
      run(() => {
        const [gradOut, x] = [slots.tensor(o.gradOut, [rows, outputs]), slots.tensor(o.x, [rows, inputs])];
        put(o.gradW, matMul(gradOut, x, { a: true }), true);
      });
    },
    addBias({ rows, columns, ...o }) {
      if (rows === 0) return;
      run(() => {
        slots.set(o.x, tf.add(slots.tensor(o.x, [rows, columns]), slots.tensor(o.bias, [columns])));
      });
    },
    biasGrad({ rows, columns, ...o }) {
      if (rows === 0) return;
      run(() => {
        put(o.gradBias, tf.sum(slots.tensor(o.gradOut, [rows, columns]), 0), true);
      });
    },
  };
}
