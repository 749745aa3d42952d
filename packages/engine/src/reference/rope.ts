import { at } from "../at.ts";
import type { OpTable } from "../engine.ts";
import type { BufferTable } from "./buffer-table.ts";

/** Rotary position embedding, half-split. */
export function ropeOps(table: BufferTable): Pick<OpTable, "rope"> {
  return {
    rope({ rows, rowStride, heads, headSize, inverse, ...o }) {
      const [x, cosines, sines] = [table.floats(o.x), table.floats(o.cosines), table.floats(o.sines)];
      const positions = table.integers(o.positions);
      const half = headSize / 2;
      for (let row = 0; row < rows; row++) {
        const angles = at(positions, row) * half;
        for (let head = 0; head < heads; head++) {
          const start = row * rowStride + head * headSize;
          for (let index = 0; index < half; index++) {
            const cosine = at(cosines, angles + index);
            const sine = inverse ? -at(sines, angles + index) : at(sines, angles + index);
            const [a, b] = [at(x, start + index), at(x, start + half + index)];
            x[start + index] = a * cosine - b * sine;
            x[start + half + index] = b * cosine + a * sine;
          }
        }
      }
    },
  };
}
