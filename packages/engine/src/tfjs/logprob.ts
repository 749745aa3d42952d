import type { Tensor } from "@tensorflow/tfjs-core";
import type { OpTable } from "../engine.ts";
import type { TfjsContext } from "./tfjs-context.ts";

/** Logits held at once. */
const maxLogits = 2 ** 21;

type Sizes = Pick<
  Parameters<OpTable["linearLogprob"]>[0],
  "x" | "w" | "targets" | "rows" | "inputs" | "vocabulary" | "temperature"
>;

interface Block {
  readonly start: number;
  readonly count: number;
  readonly x: Tensor;
  readonly w: Tensor;
  /** One-hot targets [count, vocabulary]. */
  readonly targets: Tensor;
  /** Log-probabilities [count, vocabulary]. */
  readonly logs: Tensor;
  readonly probabilities: Tensor;
}

/** Log-probability and entropy of the output head, a block of rows at a time. */
export function logprobOps(context: TfjsContext): Pick<OpTable, "linearLogprob" | "linearLogprobGrad"> {
  const { tf, slots, run, indices, matMul } = context;
  return {
    linearLogprob(o) {
      if (o.rows === 0) return;
      const check = { count: o.rows, size: o.vocabulary };
      if (!indices.inside("linearLogprob", slots.integers(o.targets), check)) return;
      run(() => {
        const blocks = mapBlocks(context, o, ({ targets, logs, probabilities }) => ({
          logprob: tf.sum(tf.mul(targets, logs), 1),
          entropy: tf.neg(tf.sum(tf.mul(probabilities, logs), 1)),
        }));
        slots.set(o.logprob, tf.concat(blocks.map(({ logprob }) => logprob)));
        slots.set(o.entropy, tf.concat(blocks.map(({ entropy }) => entropy)));
      });
    },
    // With z the scaled logits: ∂logprob/∂z = [target] − p and ∂entropy/∂z = −p·(ln p + entropy).
    linearLogprobGrad(o) {
      if (o.rows === 0) return;
      const check = { count: o.rows, size: o.vocabulary };
      if (!indices.inside("linearLogprobGrad", slots.integers(o.targets), check)) return;
      run(() => {
        let gradW = slots.tensor(o.gradW, [o.vocabulary, o.inputs]);
        const blocks = mapBlocks(context, o, ({ start, count, x, w, targets, logs, probabilities }) => {
          const column = (buffer: number): Tensor =>
            tf.slice(slots.tensor(buffer, [o.rows, 1]), [start, 0], [count, 1]);
          let gradLogits: Tensor = tf.mul(column(o.gradLogprob), tf.sub(targets, probabilities));
          if (o.gradEntropy !== null) {
            const surprise = tf.mul(probabilities, tf.add(logs, column(o.entropy)));
            gradLogits = tf.sub(gradLogits, tf.mul(column(o.gradEntropy), surprise));
          }
          gradLogits = tf.div(gradLogits, o.temperature);
          gradW = tf.add(gradW, matMul(gradLogits, x, { a: true }));
          return matMul(gradLogits, w);
        });
        slots.set(o.gradX, tf.concat(blocks));
        slots.set(o.gradW, gradW);
      });
    },
  };
}

function mapBlocks<T>({ tf, slots, matMul }: TfjsContext, o: Sizes, map: (block: Block) => T): T[] {
  const blockRows = Math.max(1, Math.floor(maxLogits / o.vocabulary));
  const w = slots.tensor(o.w, [o.vocabulary, o.inputs]);
  const tokens = tf.range(0, o.vocabulary, 1, "int32");
  const results: T[] = [];
  for (let start = 0; start < o.rows; start += blockRows) {
    const count = Math.min(blockRows, o.rows - start);
    const x = tf.slice(slots.tensor(o.x, [o.rows, o.inputs]), [start, 0], [count, o.inputs]);
    const ids = tf.slice(slots.tensor(o.targets, [o.rows, 1]), [start, 0], [count, 1]);
    const logits = tf.div(matMul(x, w, { b: true }), o.temperature);
    const probabilities = tf.softmax(logits);
    // The largest probability is 1/Σ exp(z − max z), so its logarithm is what normalises z − max z.
    const relative = tf.sub(logits, tf.max(logits, 1, true));
    const logs = tf.add(relative, tf.log(tf.max(probabilities, 1, true)));
    const targets = tf.cast(tf.equal(ids, tokens), "float32");
    results.push(map({ start, count, x, w, targets, logs, probabilities }));
  }
  return results;
}
