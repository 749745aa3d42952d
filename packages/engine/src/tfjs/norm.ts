import type { Tensor } from "@tensorflow/tfjs-core";
import type { OpTable } from "../engine.ts";
import type { TfjsContext } from "./tfjs-context.ts";

/** RMS normalisation, alone and fused with the residual sum. */
export function normOps({
  tf,
  slots,
  run,
}: TfjsContext): Pick<OpTable, "rmsNorm" | "addRmsNorm" | "rmsNormGrad"> {
  const normalise = (x: Tensor, { columns, ...o }: Parameters<OpTable["rmsNorm"]>[0]): void => {
    const scale = tf.rsqrt(tf.add(tf.mean(tf.square(x), 1, true), o.epsilon));
    slots.set(o.inverseRms, scale);
    slots.set(o.out, tf.mul(tf.mul(x, scale), slots.tensor(o.gain, [columns])));
  };
  return {
    rmsNorm(o) {
      if (o.rows === 0) return;
      run(() => {
        normalise(slots.tensor(o.x, [o.rows, o.columns]), o);
      });
    },
    addRmsNorm(o) {
      if (o.rows === 0) return;
      run(() => {
        const shape = [o.rows, o.columns];
        const sum = tf.add(slots.tensor(o.x, shape), slots.tensor(o.residual, shape));
        slots.set(o.sum, sum);
        normalise(sum, o);
      });
    },
    // With r = inverseRms and n = x·r: gradX = r·(gradOut·gain − n·mean(gradOut·gain·n)), gradGain = Σ gradOut·n.
    rmsNormGrad({ rows, columns, accumulate, ...o }) {
      if (rows === 0) return;
      run(() => {
        const shape = [rows, columns];
        const [gradOut, scale] = [slots.tensor(o.gradOut, shape), slots.tensor(o.inverseRms, [rows, 1])];
        const normed = tf.mul(slots.tensor(o.x, shape), scale);
        const gradGain = tf.sum(tf.mul(gradOut, normed), 0);
        slots.set(o.gradGain, tf.add(slots.tensor(o.gradGain, [columns]), gradGain));
        const inner = tf.mul(gradOut, slots.tensor(o.gain, [columns]));
        const projection = tf.mean(tf.mul(inner, normed), 1, true);
        const gradX = tf.mul(tf.sub(inner, tf.mul(normed, projection)), scale);
        slots.set(o.gradX, accumulate ? tf.add(slots.tensor(o.gradX, shape), gradX) : gradX);
      });
    },
  };
}
