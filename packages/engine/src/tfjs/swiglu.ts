import type { OpTable } from "../engine.ts";
import type { TfjsContext } from "./tfjs-context.ts";

/** silu(gate) · up. */
export function swigluOps({ tf, slots, run }: TfjsContext): Pick<OpTable, "swiglu" | "swigluGrad"> {
  const halves = (buffer: number, rows: number, columns: number) => {
    const x = slots.tensor(buffer, [rows, 2 * columns]);
    const gate = tf.slice(x, [0, 0], [rows, columns]);
    return { gate, up: tf.slice(x, [0, columns], [rows, columns]), share: tf.sigmoid(gate) };
  };
  return {
    swiglu({ rows, columns, ...o }) {
      if (rows === 0) return;
      run(() => {
        const { gate, up, share } = halves(o.x, rows, columns);
        slots.set(o.out, tf.mul(tf.mul(gate, share), up));
      });
    },
    swigluGrad({ rows, columns, ...o }) {
      if (rows === 0) return;
      run(() => {
        const { gate, up, share } = halves(o.x, rows, columns);
        const gradOut = slots.tensor(o.gradOut, [rows, columns]);
        // silu′(z) = σ(z)·(1 + z·(1 − σ(z)))
        const slope = tf.mul(share, tf.add(tf.mul(gate, tf.sub(1, share)), 1));
        slots.set(
          o.gradX,
          tf.concat([tf.mul(tf.mul(gradOut, up), slope), tf.mul(gradOut, tf.mul(gate, share))], 1),
        );
      });
    },
  };
}
