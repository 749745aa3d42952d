import { at } from "../at.ts";
import type { OpTable } from "../engine.ts";
import type { BufferTable } from "./buffer-table.ts";

/** Ops that pick rows: embedding and gatherRows with their gradients. */
export function rowOps(
  table: BufferTable,
): Pick<OpTable, "embedding" | "embeddingGrad" | "gatherRows" | "gatherRowsGrad"> {
  return {
    embedding({ rows, columns, ...o }) {
      const [source, ids] = [table.floats(o.table), table.integers(o.ids)];
      if (!table.indices.inside("embedding", ids, { count: rows, size: source.length / columns })) return;
      pickRows(source, ids, table.floats(o.out), { count: rows, columns });
    },
    embeddingGrad({ rows, columns, vocabulary, ...o }) {
      const ids = table.integers(o.ids);
      if (!table.indices.inside("embeddingGrad", ids, { count: rows, size: vocabulary })) return;
      addRows(table.floats(o.gradOut), ids, table.floats(o.gradTable), { count: rows, columns });
    },
    gatherRows({ count, columns, ...o }) {
      const [x, indices] = [table.floats(o.x), table.integers(o.indices)];
      if (!table.indices.inside("gatherRows", indices, { count, size: x.length / columns })) return;
      pickRows(x, indices, table.floats(o.out), { count, columns });
    },
    gatherRowsGrad({ count, columns, ...o }) {
      const [gradX, indices] = [table.floats(o.gradX), table.integers(o.indices)];
      if (!table.indices.inside("gatherRowsGrad", indices, { count, size: gradX.length / columns })) return;
      addRows(table.floats(o.gradOut), indices, gradX, { count, columns });
    },
  };
}

interface RowSizes {
  readonly count: number;
  readonly columns: number;
}

function pickRows(
  source: Float64Array,
  indices: Int32Array,
  out: Float64Array,
  { count, columns }: RowSizes,
): void {
  for (let row = 0; row < count; row++) {
    const start = at(indices, row) * columns;
    out.set(source.subarray(start, start + columns), row * columns);
  }
}

function addRows(
  gradOut: Float64Array,
  indices: Int32Array,
  out: Float64Array,
  { count, columns }: RowSizes,
): void {
  for (let row = 0; row < count; row++) {
    const start = at(indices, row) * columns;
    for (let column = 0; column < columns; column++) {
      out[start + column] = at(out, start + column) + at(gradOut, row * columns + column);
    }
  }
}
