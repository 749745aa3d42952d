import type { OpTable } from "../engine.ts";
import { pickRows } from "./pick-rows.ts";
import type { TfjsContext } from "./tfjs-context.ts";

/** Rotary position embedding, half-split. */
export function ropeOps({ tf, slots, run }: TfjsContext): Pick<OpTable, "rope"> {
  return {
    rope({ rows, rowStride, heads, headSize, inverse, ...o }) {
      if (rows === 0) return;
      run(() => {
        const [x, half, width] = [slots.tensor(o.x, [rows, rowStride]), headSize / 2, heads * headSize];
        const positions = slots.integers(o.positions).subarray(0, rows);
        const angle = (buffer: number) =>
          tf.tensor3d(pickRows(slots.floats(buffer), positions, half), [rows, 1, half]);
        const cosines = angle(o.cosines);
        const sines = inverse ? tf.neg(angle(o.sines)) : angle(o.sines);
        const pairs = tf.reshape(tf.slice(x, [0, 0], [rows, width]), [rows, heads, headSize]);
        const first = tf.slice(pairs, [0, 0, 0], [rows, heads, half]);
        const second = tf.slice(pairs, [0, 0, half], [rows, heads, half]);
        const rotated = tf.concat(
          [
            tf.sub(tf.mul(first, cosines), tf.mul(second, sines)),
            tf.add(tf.mul(second, cosines), tf.mul(first, sines)),
          ],
          2,
        );
        const rest = tf.slice(x, [0, width], [rows, rowStride - width]);
        slots.set(o.x, tf.concat([tf.reshape(rotated, [rows, width]), rest], 1));
      });
    },
  };
}
