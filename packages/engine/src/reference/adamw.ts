import { at } from "../at.ts";
import type { OpTable } from "../engine.ts";
import type { BufferTable } from "./buffer-table.ts";

/** AdamW with decoupled weight decay (Loshchilov and Hutter, 2019). */
export function adamwOps(table: BufferTable): Pick<OpTable, "adamw"> {
  return {
    adamw(o) {
      const [parameter, gradient] = [table.floats(o.parameter), table.floats(o.gradient)];
      const [first, second] = [table.floats(o.first), table.floats(o.second)];
      const firstCorrection = 1 - o.beta1 ** o.step;
      const secondCorrection = 1 - o.beta2 ** o.step;
      for (let index = 0; index < o.length; index++) {
        const grad = at(gradient, index) * o.gradientScale;
        const mean = o.beta1 * at(first, index) + (1 - o.beta1) * grad;
        const square = o.beta2 * at(second, index) + (1 - o.beta2) * grad * grad;
        first[index] = mean;
        second[index] = square;
        const direction = mean / firstCorrection / (Math.sqrt(square / secondCorrection) + o.epsilon);
        const value = at(parameter, index);
        parameter[index] = value - o.learningRate * (direction + o.weightDecay * value);
      }
    },
  };
}
