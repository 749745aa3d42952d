import { at } from "../at.ts";
import type { OpTable } from "../engine.ts";
import type { BufferTable } from "./buffer-table.ts";

/** silu(gate) · up with silu(z) = z / (1 + e⁻ᶻ). */
export function swigluOps(table: BufferTable): Pick<OpTable, "swiglu" | "swigluGrad"> {
  return {
    swiglu({ rows, columns, ...o }) {
      const [x, out] = [table.floats(o.x), table.floats(o.out)];
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++) {
          const gate = at(x, row * 2 * columns + column);
          const up = at(x, (row * 2 + 1) * columns + column);
          out[row * columns + column] = gate * sigmoid(gate) * up;
        }
      }
    },
    swigluGrad({ rows, columns, ...o }) {
      const [x, gradOut, gradX] = [table.floats(o.x), table.floats(o.gradOut), table.floats(o.gradX)];
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++) {
          const gateIndex = row * 2 * columns + column;
          const [gate, up] = [at(x, gateIndex), at(x, gateIndex + columns)];
          const [grad, share] = [at(gradOut, row * columns + column), sigmoid(gate)];
          gradX[gateIndex] = grad * up * share * (1 + gate * (1 - share));
          gradX[gateIndex + columns] = grad * gate * share;
        }
      }
    },
  };
}

function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z));
}
