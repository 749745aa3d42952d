import { at } from "../at.ts";
import type { OpTable } from "../engine.ts";
import type { BufferTable } from "./buffer-table.ts";

/** sumOfSquares, countNonFinite. */
export function statisticsOps(table: BufferTable): Pick<OpTable, "sumOfSquares" | "countNonFinite"> {
  return {
    sumOfSquares({ length, index, ...o }) {
      const x = table.floats(o.x);
      let total = 0;
      for (let element = 0; element < length; element++) total += at(x, element) ** 2;
      table.floats(o.out)[index] = total;
    },
    countNonFinite({ length, index, ...o }) {
      const x = table.floats(o.x);
      let count = 0;
      for (let element = 0; element < length; element++) if (!Number.isFinite(at(x, element))) count++;
      table.floats(o.out)[index] = count;
    },
  };
}
