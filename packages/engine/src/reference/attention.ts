import { at } from "../at.ts";
import type { OpTable } from "../engine.ts";
import type { BufferTable } from "./buffer-table.ts";

/** Causal attention over packed sequences, forward and backward. */
export function attentionOps(table: BufferTable): Pick<OpTable, "attention" | "attentionGrad"> {
  return {
    attention(o) {
      const [qkv, out, logSumExp] = [table.floats(o.qkv), table.floats(o.out), table.floats(o.logSumExp)];
      const { heads, headSize, scale } = o;
      for (const { row, first, head, query, keys, values, stride } of visits(o, table.integers(o.offsets))) {
        const scores = new Float64Array(row - first + 1);
        for (let other = first; other <= row; other++) {
          scores[other - first] = scale * dot(qkv, query, keys + other * stride, headSize);
        }
        const maximum = scores.reduce((a, b) => Math.max(a, b));
        const total = scores.reduce((sum, score) => sum + Math.exp(score - maximum), 0);
        logSumExp[row * heads + head] = maximum + Math.log(total);
        const start = (row * heads + head) * headSize;
        out.fill(0, start, start + headSize);
        for (let other = first; other <= row; other++) {
          const weight = Math.exp(at(scores, other - first) - maximum) / total;
          addScaled({ from: qkv, start: values + other * stride, to: out, toStart: start, headSize, weight });
        }
      }
    },
    attentionGrad(o) {
      const [qkv, out, logSumExp] = [table.floats(o.qkv), table.floats(o.out), table.floats(o.logSumExp)];
      const [gradOut, gradQkv] = [table.floats(o.gradOut), table.floats(o.gradQkv)];
      const { heads, kvHeads, headSize, scale, rows } = o;
      gradQkv.fill(0, 0, rows * (heads + 2 * kvHeads) * headSize);
      for (const { row, first, head, query, keys, values, stride } of visits(o, table.integers(o.offsets))) {
        const start = (row * heads + head) * headSize;
        let delta = 0;
        for (let index = start; index < start + headSize; index++)
          delta += at(gradOut, index) * at(out, index);
        for (let other = first; other <= row; other++) {
          const [key, value] = [keys + other * stride, values + other * stride];
          const weight = Math.exp(scale * dot(qkv, query, key, headSize) - at(logSumExp, row * heads + head));
          let gradWeight = 0;
          for (let index = 0; index < headSize; index++) {
            gradWeight += at(gradOut, start + index) * at(qkv, value + index);
          }
          const gradScore = scale * weight * (gradWeight - delta);
          addScaled({ from: gradOut, start, to: gradQkv, toStart: value, headSize, weight });
          addScaled({ from: qkv, start: key, to: gradQkv, toStart: query, headSize, weight: gradScore });
          addScaled({ from: qkv, start: query, to: gradQkv, toStart: key, headSize, weight: gradScore });
        }
      }
    },
  };
}

interface Visit {
  readonly row: number;
  /** The first row of this row's sequence. */
  readonly first: number;
  readonly head: number;
  /** Where this row's query starts. */
  readonly query: number;
  /** Where keys and values of row 0 start for this head; `stride` leads to the next row. */
  readonly keys: number;
  readonly values: number;
  readonly stride: number;
}

/** Every (row, head) with where its numbers are in the packed qkv. */
function* visits(
  sizes: { heads: number; kvHeads: number; headSize: number; sequences: number },
  offsets: Int32Array,
): Generator<Visit> {
  const { heads, kvHeads, headSize } = sizes;
  const stride = (heads + 2 * kvHeads) * headSize;
  for (let sequence = 0; sequence < sizes.sequences; sequence++) {
    const first = at(offsets, sequence);
    for (let row = first; row < at(offsets, sequence + 1); row++) {
      for (let head = 0; head < heads; head++) {
        const kvHead = Math.floor((head * kvHeads) / heads);
        const keys = (heads + kvHead) * headSize;
        const values = keys + kvHeads * headSize;
        yield { row, first, head, query: row * stride + head * headSize, keys, values, stride };
      }
    }
  }
}

function dot(values: Float64Array, a: number, b: number, length: number): number {
  let total = 0;
  for (let index = 0; index < length; index++) total += at(values, a + index) * at(values, b + index);
  return total;
}

function addScaled(o: {
  from: Float64Array;
  start: number;
  to: Float64Array;
  toStart: number;
  headSize: number;
  weight: number;
}): void {
  for (let index = 0; index < o.headSize; index++) {
    o.to[o.toStart + index] = at(o.to, o.toStart + index) + o.weight * at(o.from, o.start + index);
  }
}
