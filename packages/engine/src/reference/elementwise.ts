import { at } from "../at.ts";
import type { OpTable } from "../engine.ts";
import type { BufferTable } from "./buffer-table.ts";

/** zero, add, axpy, lerp. */
export function elementwiseOps(table: BufferTable): Pick<OpTable, "zero" | "add" | "axpy" | "lerp"> {
  return {
    zero(o) {
      table.values(o.x).fill(0, 0, o.length);
    },
    add(o) {
      const [a, b, out] = [table.floats(o.a), table.floats(o.b), table.floats(o.out)];
      for (let index = 0; index < o.length; index++) out[index] = at(a, index) + at(b, index);
    },
    axpy(o) {
      const [x, y] = [table.floats(o.x), table.floats(o.y)];
      for (let index = 0; index < o.length; index++) y[index] = at(y, index) + o.alpha * at(x, index);
    },
    lerp(o) {
      const [x, y] = [table.floats(o.x), table.floats(o.y)];
      for (let index = 0; index < o.length; index++) {
        y[index] = at(y, index) + o.weight * (at(x, index) - at(y, index));
      }
    },
  };
}
