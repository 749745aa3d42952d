import type { OpTable } from "../engine.ts";
import type { TfjsContext } from "./tfjs-context.ts";

/** zero, add, axpy, lerp and the statistics. */
export function elementwiseOps({
  tf,
  slots,
  run,
}: TfjsContext): Pick<OpTable, "zero" | "add" | "axpy" | "lerp" | "sumOfSquares" | "countNonFinite"> {
  return {
    zero(o) {
      slots.zero(o.x, o.length);
    },
    add(o) {
      run(() => {
        slots.set(o.out, tf.add(slots.tensor(o.a, [o.length]), slots.tensor(o.b, [o.length])));
      });
    },
    axpy(o) {
      run(() => {
        const [x, y] = [slots.tensor(o.x, [o.length]), slots.tensor(o.y, [o.length])];
        slots.set(o.y, tf.add(y, tf.mul(x, o.alpha)));
      });
    },
    lerp(o) {
      run(() => {
        const [x, y] = [slots.tensor(o.x, [o.length]), slots.tensor(o.y, [o.length])];
        slots.set(o.y, tf.add(y, tf.mul(tf.sub(x, y), o.weight)));
      });
    },
    // On the host, because the sum must be in double precision.
    sumOfSquares(o) {
      let total = 0;
      for (const value of slots.floats(o.x).subarray(0, o.length)) total += value * value;
      slots.editFloats(o.out)[o.index] = total;
    },
    countNonFinite(o) {
      let count = 0;
      for (const value of slots.floats(o.x).subarray(0, o.length)) if (!Number.isFinite(value)) count++;
      slots.editFloats(o.out)[o.index] = count;
    },
  };
}
