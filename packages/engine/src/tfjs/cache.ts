import { at } from "../at.ts";
import type { OpTable } from "../engine.ts";
import type { TfjsContext } from "./tfjs-context.ts";

/**
 * The key–value cache as [slot, position, kvHead, headSize] in host arrays: TensorFlow.js cannot write into a tensor, so
 * a cache in tensors would be copied as a whole for every token.
 */
export function cacheOps({ slots }: TfjsContext): Pick<OpTable, "kvWrite" | "decodeAttention"> {
  return {
    kvWrite({ heads, kvHeads, headSize, capacity, count, ...o }) {
      const [qkv, keys, values] = [slots.floats(o.qkv), slots.editFloats(o.keys), slots.editFloats(o.values)];
      const [rows, slotIds, positions] = [
        slots.integers(o.sourceRows),
        slots.integers(o.slots),
        slots.integers(o.positions),
      ];
      const width = kvHeads * headSize;
      for (let entry = 0; entry < count; entry++) {
        const source = at(rows, entry) * (heads * headSize + 2 * width) + heads * headSize;
        const target = (at(slotIds, entry) * capacity + at(positions, entry)) * width;
        keys.set(qkv.subarray(source, source + width), target);
        values.set(qkv.subarray(source + width, source + 2 * width), target);
      }
    },
    decodeAttention({ heads, kvHeads, headSize, capacity, scale, rows, ...o }) {
      const [qkv, keys, values] = [slots.floats(o.qkv), slots.editFloats(o.keys), slots.editFloats(o.values)];
      const [slotIds, positions, out] = [
        slots.integers(o.slots),
        slots.integers(o.positions),
        slots.editFloats(o.out),
      ];
      const width = kvHeads * headSize;
      const weights = new Float32Array(capacity);
      for (let row = 0; row < rows; row++) {
        const cache = at(slotIds, row) * capacity * width;
        const last = at(positions, row);
        const start = row * (heads * headSize + 2 * width);
        const source = start + heads * headSize;
        keys.set(qkv.subarray(source, source + width), cache + last * width);
        values.set(qkv.subarray(source + width, source + 2 * width), cache + last * width);
        for (let head = 0; head < heads; head++) {
          const lane = cache + Math.floor((head * kvHeads) / heads) * headSize;
          softmaxScores(
            { qkv, query: start + head * headSize, keys, lane, width, headSize, last, scale },
            weights,
          );
          mixValues(values, lane, {
            weights,
            width,
            headSize,
            last,
            out,
            target: (row * heads + head) * headSize,
          });
        }
      }
    },
  };
}

/** Fills `weights` with the attention of one query over positions 0 … last. */
function softmaxScores(
  o: {
    qkv: Float32Array;
    query: number;
    keys: Float32Array;
    lane: number;
    width: number;
    headSize: number;
    last: number;
    scale: number;
  },
  weights: Float32Array,
): void {
  let maximum = -Infinity;
  for (let position = 0; position <= o.last; position++) {
    const key = o.lane + position * o.width;
    let score = 0;
    for (let index = 0; index < o.headSize; index++)
      score += at(o.qkv, o.query + index) * at(o.keys, key + index);
    score *= o.scale;
    weights[position] = score;
    if (score > maximum) maximum = score;
  }
  let total = 0;
  for (let position = 0; position <= o.last; position++) {
    const weight = Math.exp(at(weights, position) - maximum);
    weights[position] = weight;
    total += weight;
  }
  for (let position = 0; position <= o.last; position++) weights[position] = at(weights, position) / total;
}

function mixValues(
  values: Float32Array,
  lane: number,
  o: {
    weights: Float32Array;
    width: number;
    headSize: number;
    last: number;
    out: Float32Array;
    target: number;
  },
): void {
  const { out, target, headSize } = o;
  out.fill(0, target, target + headSize);
  for (let position = 0; position <= o.last; position++) {
    const weight = at(o.weights, position);
    const value = lane + position * o.width;
    for (let index = 0; index < headSize; index++) {
      out[target + index] = at(out, target + index) + weight * at(values, value + index);
    }
  }
}
