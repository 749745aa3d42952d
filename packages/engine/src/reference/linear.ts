import { at } from "../at.ts";
import type { OpTable } from "../engine.ts";
import type { BufferTable } from "./buffer-table.ts";

/** The matrix products and the bias. */
export function linearOps(
  table: BufferTable,
): Pick<OpTable, "linear" | "linearInputGrad" | "linearWeightGrad" | "addBias" | "biasGrad"> {
  return {
    linear({ rows, inputs, outputs, accumulate, ...o }) {
      const [x, w, out] = [table.floats(o.x), table.floats(o.w), table.floats(o.out)];
      for (let row = 0; row < rows; row++) {
        for (let output = 0; output < outputs; output++) {
          let total = accumulate ? at(out, row * outputs + output) : 0;
          for (let input = 0; input < inputs; input++) {
            total += at(x, row * inputs + input) * at(w, output * inputs + input);
          }
          out[row * outputs + output] = total;
        }
      }
    },
    linearInputGrad({ rows, inputs, outputs, accumulate, ...o }) {
      const [gradOut, w, gradX] = [table.floats(o.gradOut), table.floats(o.w), table.floats(o.gradX)];
      for (let row = 0; row < rows; row++) {
        for (let input = 0; input < inputs; input++) {
          let total = accumulate ? at(gradX, row * inputs + input) : 0;
          for (let output = 0; output < outputs; output++) {
            total += at(gradOut, row * outputs + output) * at(w, output * inputs + input);
          }
          gradX[row * inputs + input] = total;
        }
      }
    },
    linearWeightGrad({ rows, inputs, outputs, ...o }) {
      const [gradOut, x, gradW] = [table.floats(o.gradOut), table.floats(o.x), table.floats(o.gradW)];
      for (let output = 0; output < outputs; output++) {
        for (let input = 0; input < inputs; input++) {
          let total = at(gradW, output * inputs + input);
          for (let row = 0; row < rows; row++) {
            total += at(gradOut, row * outputs + output) * at(x, row * inputs + input);
          }
          gradW[output * inputs + input] = total;
        }
      }
    },
    addBias({ rows, columns, ...o }) {
      const [x, bias] = [table.floats(o.x), table.floats(o.bias)];
      for (let index = 0; index < rows * columns; index++)
        x[index] = at(x, index) + at(bias, index % columns);
    },
    biasGrad({ rows, columns, ...o }) {
      const [gradOut, gradBias] = [table.floats(o.gradOut), table.floats(o.gradBias)];
      for (let index = 0; index < rows * columns; index++) {
        gradBias[index % columns] = at(gradBias, index % columns) + at(gradOut, index);
      }
    },
  };
}
