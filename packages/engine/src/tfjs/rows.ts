import { at } from "../at.ts";
import type { OpTable } from "../engine.ts";
import type { TfjsContext } from "./tfjs-context.ts";

/** Ops that pick rows. Their gradients are summed on the host, in the order of the rows. */
export function rowOps({
  slots,
  run,
  indices: check,
  gather,
}: TfjsContext): Pick<OpTable, "embedding" | "embeddingGrad" | "gatherRows" | "gatherRowsGrad"> {
  const pick = (
    op: string,
    o: { from: number; indices: number; out: number; count: number; columns: number },
  ): void => {
    const size = slots.length(o.from) / o.columns;
    const indices = slots.integers(o.indices).subarray(0, o.count);
    if (o.count === 0 || !check.inside(op, indices, { count: o.count, size })) return;
    run(() => {
      slots.set(o.out, gather(slots.tensor(o.from, [size, o.columns]), indices));
    });
  };
  const scatter = (
    op: string,
    o: { gradOut: number; indices: number; to: number; count: number; columns: number },
  ): void => {
    const indices = slots.integers(o.indices);
    if (!check.inside(op, indices, { count: o.count, size: slots.length(o.to) / o.columns })) return;
    const [gradOut, to] = [slots.floats(o.gradOut), slots.editFloats(o.to)];
    for (let row = 0; row < o.count; row++) {
      const start = at(indices, row) * o.columns;
      for (let column = 0; column < o.columns; column++) {
        to[start + column] = at(to, start + column) + at(gradOut, row * o.columns + column);
      }
    }
  };
  return {
    embedding({ ids, table, out, rows, columns }) {
      pick("embedding", { from: table, indices: ids, out, count: rows, columns });
    },
    embeddingGrad({ ids, gradOut, gradTable, rows, columns }) {
      scatter("embeddingGrad", { gradOut, indices: ids, to: gradTable, count: rows, columns });
    },
    gatherRows({ x, indices, out, count, columns }) {
      pick("gatherRows", { from: x, indices, out, count, columns });
    },
    gatherRowsGrad({ gradOut, indices, gradX, count, columns }) {
      scatter("gatherRowsGrad", { gradOut, indices, to: gradX, count, columns });
    },
  };
}
