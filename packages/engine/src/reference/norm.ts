import { at } from "../at.ts";
import type { OpTable } from "../engine.ts";
import type { BufferTable } from "./buffer-table.ts";

/** RMS normalisation (Zhang and Sennrich, 2019), alone and fused with the residual sum. */
export function normOps(table: BufferTable): Pick<OpTable, "rmsNorm" | "addRmsNorm" | "rmsNormGrad"> {
  const rmsNorm: OpTable["rmsNorm"] = ({ rows, columns, epsilon, ...o }) => {
    const [x, gain, out] = [table.floats(o.x), table.floats(o.gain), table.floats(o.out)];
    const inverseRms = table.floats(o.inverseRms);
    for (let row = 0; row < rows; row++) {
      const start = row * columns;
      let squares = 0;
      for (let column = 0; column < columns; column++) squares += at(x, start + column) ** 2;
      const scale = 1 / Math.sqrt(squares / columns + epsilon);
      inverseRms[row] = scale;
      for (let column = 0; column < columns; column++) {
        out[start + column] = at(x, start + column) * scale * at(gain, column);
      }
    }
  };
  return {
    rmsNorm,
    addRmsNorm(o) {
      const [x, residual, sum] = [table.floats(o.x), table.floats(o.residual), table.floats(o.sum)];
      for (let index = 0; index < o.rows * o.columns; index++)
        sum[index] = at(x, index) + at(residual, index);
      rmsNorm({ ...o, x: o.sum });
    },
    // With r = inverseRms and s = Σ gradOut·gain·x: gradX = r·gradOut·gain − x·r³·s/columns, gradGain = Σ gradOut·x·r.
    rmsNormGrad({ rows, columns, accumulate, ...o }) {
      const [x, gain, gradOut] = [table.floats(o.x), table.floats(o.gain), table.floats(o.gradOut)];
      const [gradX, gradGain] = [table.floats(o.gradX), table.floats(o.gradGain)];
      const inverseRms = table.floats(o.inverseRms);
      for (let row = 0; row < rows; row++) {
        const start = row * columns;
        const scale = at(inverseRms, row);
        let product = 0;
        for (let column = 0; column < columns; column++) {
          product += at(gradOut, start + column) * at(gain, column) * at(x, start + column);
        }
        for (let column = 0; column < columns; column++) {
          const index = start + column;
          const direct = at(gradOut, index) * at(gain, column) * scale;
          const value = direct - (at(x, index) * scale ** 3 * product) / columns;
          gradGain[column] = at(gradGain, column) + at(gradOut, index) * at(x, index) * scale;
          gradX[index] = accumulate ? at(gradX, index) + value : value;
        }
      }
    },
  };
}
