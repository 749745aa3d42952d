import type { OpTable } from "../engine.ts";
import type { TfjsContext } from "./tfjs-context.ts";

/** AdamW with decoupled weight decay. */
export function adamwOps({ tf, slots, run }: TfjsContext): Pick<OpTable, "adamw"> {
  return {
    adamw(o) {
      run(() => {
        const load = (buffer: number) => slots.tensor(buffer, [o.length]);
        const gradient = tf.mul(load(o.gradient), o.gradientScale);
        const first = tf.add(tf.mul(load(o.first), o.beta1), tf.mul(gradient, 1 - o.beta1));
        const second = tf.add(tf.mul(load(o.second), o.beta2), tf.mul(tf.square(gradient), 1 - o.beta2));
        const root = tf.sqrt(tf.div(second, 1 - o.beta2 ** o.step));
        const direction = tf.div(tf.div(first, 1 - o.beta1 ** o.step), tf.add(root, o.epsilon));
        const parameter = load(o.parameter);
        const change = tf.add(direction, tf.mul(parameter, o.weightDecay));
        slots.set(o.first, first);
        slots.set(o.second, second);
        slots.set(o.parameter, tf.sub(parameter, tf.mul(change, o.learningRate)));
      });
    },
  };
}
