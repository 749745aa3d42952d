import { at } from "../at.ts";
import type { OpTable } from "../engine.ts";
import type { BufferTable } from "./buffer-table.ts";

/** The key–value cache, laid out as [slot, position, kvHead, headSize]. */
export function cacheOps(table: BufferTable): Pick<OpTable, "kvWrite" | "decodeAttention"> {
  const store: OpTable["kvWrite"] = ({ heads, kvHeads, headSize, capacity, count, ...o }) => {
    const [qkv, keys, values] = [table.floats(o.qkv), table.floats(o.keys), table.floats(o.values)];
    const [sourceRows, slots] = [table.integers(o.sourceRows), table.integers(o.slots)];
    const positions = table.integers(o.positions);
    const width = kvHeads * headSize;
    for (let entry = 0; entry < count; entry++) {
      const source = at(sourceRows, entry) * (heads * headSize + 2 * width) + heads * headSize;
      const target = (at(slots, entry) * capacity + at(positions, entry)) * width;
      keys.set(qkv.subarray(source, source + width), target);
      values.set(qkv.subarray(source + width, source + 2 * width), target);
    }
  };
  return {
    kvWrite: store,
    decodeAttention(o) {
      const sourceRows = table.allocate(o.rows, "i32");
      table.write(
        sourceRows,
        Int32Array.from({ length: o.rows }, (_, row) => row),
        0,
      );
      store({ ...o, sourceRows, count: o.rows });
      table.release(sourceRows);
      const { heads, kvHeads, headSize } = o;
      const [qkv, keys, values] = [table.floats(o.qkv), table.floats(o.keys), table.floats(o.values)];
      const [slots, positions, out] = [
        table.integers(o.slots),
        table.integers(o.positions),
        table.floats(o.out),
      ];
      for (let row = 0; row < o.rows; row++) {
        for (let head = 0; head < heads; head++) {
          const kvHead = Math.floor((head * kvHeads) / heads);
          const width = kvHeads * headSize;
          const start = at(slots, row) * o.capacity * width + kvHead * headSize;
          const query = (row * (heads + 2 * kvHeads) + head) * headSize;
          const result = attendOne({
            query: qkv.subarray(query, query + headSize),
            keys: keys.subarray(start),
            values: values.subarray(start),
            width,
            length: at(positions, row) + 1,
            scale: o.scale,
          });
          out.set(result, (row * heads + head) * headSize);
        }
      }
    },
  };
}

/** softmax(scale · query · keysᵀ) · values of one head over `length` positions that are `width` apart. */
function attendOne(o: {
  query: Float64Array;
  keys: Float64Array;
  values: Float64Array;
  width: number;
  length: number;
  scale: number;
}): Float64Array {
  const scores = Float64Array.from({ length: o.length }, (_, position) =>
    o.query.reduce(
      (total, value, index) => total + o.scale * value * at(o.keys, position * o.width + index),
      0,
    ),
  );
  const maximum = scores.reduce((a, b) => Math.max(a, b));
  const weights = scores.map((score) => Math.exp(score - maximum));
  const total = weights.reduce((a, b) => a + b);
  return o.query.map((_, index) =>
    weights.reduce(
      (sum, weight, position) => sum + (weight / total) * at(o.values, position * o.width + index),
      0,
    ),
  );
}
