import type { Tensor } from "@tensorflow/tfjs-core";
import { at } from "../at.ts";
import type { Buffer, OpTable } from "../engine.ts";
import type { TfjsContext } from "./tfjs-context.ts";

type Sizes = Pick<
  Parameters<OpTable["attention"]>[0],
  "qkv" | "offsets" | "heads" | "kvHeads" | "headSize" | "sequences" | "rows" | "scale"
>;

/**
 * Causal attention over packed sequences. The sequences are padded to the longest and become a batch of one matrix per
 * sequence and group of heads that share a key: queries [group · length, headSize], keys and values [length, headSize].
 * The backward makes the probabilities anew, so `logSumExp` stays untouched.
 */
export function attentionOps(context: TfjsContext): Pick<OpTable, "attention" | "attentionGrad"> {
  const { tf, slots, run, batchMatMul } = context;
  return {
    attention(o) {
      if (o.rows === 0) return;
      run(() => {
        const layout = createLayout(context, o);
        const { values, weights } = attend(context, o, layout);
        slots.set(o.out, layout.unpackQueries(batchMatMul(weights, values)));
      });
    },
    attentionGrad(o) {
      if (o.rows === 0) return;
      run(() => {
        const layout = createLayout(context, o);
        const { queries, keys, values, weights } = attend(context, o, layout);
        const packed = (buffer: Buffer): Tensor =>
          layout.packQueries(slots.tensor(buffer, [o.rows, o.heads * o.headSize]));
        // Padding rows repeat a real row; with a gradient of 0 they add nothing.
        const gradOut = tf.mul(packed(o.gradOut), layout.isReal);
        const delta = tf.sum(tf.mul(gradOut, packed(o.out)), 2, true);
        const gradWeights = batchMatMul(gradOut, values, { b: true });
        const gradScores = tf.mul(tf.mul(weights, tf.sub(gradWeights, delta)), o.scale);
        const parts = [
          layout.unpackQueries(batchMatMul(gradScores, keys)),
          layout.unpackKeys(batchMatMul(gradScores, queries, { a: true })),
          layout.unpackKeys(batchMatMul(weights, gradOut, { a: true })),
        ];
        slots.set(o.gradQkv, tf.concat(parts, 1));
      });
    },
  };
}

function attend(
  { tf, slots, batchMatMul }: TfjsContext,
  o: Sizes,
  layout: Layout,
): { queries: Tensor; keys: Tensor; values: Tensor; weights: Tensor } {
  const { rows, heads, kvHeads, headSize } = o;
  const qkv = slots.tensor(o.qkv, [rows, (heads + 2 * kvHeads) * headSize]);
  const part = (first: number, count: number): Tensor =>
    tf.slice(qkv, [0, first * headSize], [rows, count * headSize]);
  const queries = layout.packQueries(part(0, heads));
  const keys = layout.packKeys(part(heads, kvHeads));
  const values = layout.packKeys(part(heads + kvHeads, kvHeads));
  const scores = tf.add(tf.mul(batchMatMul(queries, keys, { b: true }), o.scale), layout.mask);
  return { queries, keys, values, weights: tf.softmax(scores) };
}

interface Layout {
  /** [rows, heads · headSize] → [sequences · kvHeads, group · length, headSize] */
  packQueries(x: Tensor): Tensor;
  /** [rows, kvHeads · headSize] → [sequences · kvHeads, length, headSize] */
  packKeys(x: Tensor): Tensor;
  unpackQueries(x: Tensor): Tensor;
  unpackKeys(x: Tensor): Tensor;
  /** 0 where a query may look and −1e9 where not, [1, group · length, length]. */
  readonly mask: Tensor;
  /** 1 for rows of a sequence, 0 for padding, [sequences · kvHeads, group · length, 1]. */
  readonly isReal: Tensor;
}

function createLayout({ tf, slots, gather }: TfjsContext, o: Sizes): Layout {
  const { sequences, rows, heads, kvHeads, headSize } = o;
  const group = heads / kvHeads;
  const { length, toPadded, toPacked, real } = paddedIndices(slots.integers(o.offsets), sequences, rows);
  const pack = (x: Tensor, perKey: number): Tensor => {
    const padded = tf.reshape(gather(x, toPadded), [sequences, length, kvHeads, perKey * headSize]);
    const split = tf.reshape(padded, [sequences, length, kvHeads * perKey, headSize]);
    return tf.reshape(tf.transpose(split, [0, 2, 1, 3]), [sequences * kvHeads, perKey * length, headSize]);
  };
  const unpack = (x: Tensor, perKey: number): Tensor => {
    const split = tf.reshape(x, [sequences, kvHeads * perKey, length, headSize]);
    const joined = tf.reshape(tf.transpose(split, [0, 2, 1, 3]), [
      sequences * length,
      kvHeads * perKey * headSize,
    ]);
    return gather(joined, toPacked);
  };
  const causal = Float32Array.from({ length: length * length }, (_, index) =>
    index % length > Math.floor(index / length) ? -1e9 : 0,
  );
  const realRows = tf.tensor(real, [sequences, 1, length]);
  return {
    packQueries: (x) => pack(x, group),
    packKeys: (x) => pack(x, 1),
    unpackQueries: (x) => unpack(x, group),
    unpackKeys: (x) => unpack(x, 1),
    mask: tf.tile(tf.tensor(causal, [1, length, length]), [1, group, 1]),
    isReal: tf.reshape(tf.tile(realRows, [1, heads, 1]), [sequences * kvHeads, group * length, 1]),
  };
}

/** Indices between packed rows and sequences padded to the longest; padding points at row 0. */
function paddedIndices(
  offsets: Int32Array,
  sequences: number,
  rows: number,
): { length: number; toPadded: Int32Array; toPacked: Int32Array; real: Float32Array } {
  let length = 0;
  for (let sequence = 0; sequence < sequences; sequence++) {
    length = Math.max(length, at(offsets, sequence + 1) - at(offsets, sequence));
  }
  const toPadded = new Int32Array(sequences * length);
  const toPacked = new Int32Array(rows);
  const real = new Float32Array(sequences * length);
  for (let sequence = 0; sequence < sequences; sequence++) {
    for (let row = at(offsets, sequence); row < at(offsets, sequence + 1); row++) {
      const padded = sequence * length + row - at(offsets, sequence);
      toPadded[padded] = row;
      toPacked[row] = padded;
      real[padded] = 1;
    }
  }
  return { length, toPadded, toPacked, real };
}
