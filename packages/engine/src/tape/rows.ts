import { dimension, requireMatrix, requireVector } from "../shape.ts";
import type { Parameter, Tensor } from "../tensor.ts";
import { requireIndices } from "./integer-summary.ts";
import type { Recorder } from "./recorder.ts";

/** The rows of a table that belong to ids. */
export function embedding(recorder: Recorder, ids: Tensor, table: Parameter): Tensor {
  requireVector("embedding", "ids", ids, "i32");
  requireMatrix("embedding", "table", table);
  const [rows, vocabulary, columns] = [dimension(ids, 0), dimension(table, 0), dimension(table, 1)];
  requireIndices("embedding", "ids", ids, { size: vocabulary, of: `table "${table.name}"` });
  recorder.requireUsable("embedding", ids);
  const { ops } = recorder.engine;
  const out = recorder.output(`embedding(${table.name})`, [rows, columns]);
  ops.embedding({ ids: ids.buffer, table: table.buffer, out: out.buffer, rows, columns });
  recorder.finish({
    name: "embedding",
    inputs: [table],
    saved: [],
    outputs: [out],
    backward: () => {
      const gradOut = recorder.gradients.of(out);
      recorder.gradients.addToParameter(table, (gradTable) => {
        ops.embeddingGrad({ ids: ids.buffer, gradOut, gradTable, rows, columns, vocabulary });
      });
    },
  });
  return out;
}

/** The rows of x at distinct indices. */
export function gatherRows(recorder: Recorder, x: Tensor, indices: Tensor): Tensor {
  requireMatrix("gatherRows", "x", x);
  requireVector("gatherRows", "indices", indices, "i32");
  const [count, columns] = [dimension(indices, 0), dimension(x, 1)];
  requireIndices("gatherRows", "indices", indices, { size: dimension(x, 0), of: `x "${x.name}"` });
  recorder.requireUsable("gatherRows", x, indices);
  const { ops } = recorder.engine;
  const out = recorder.output(`gatherRows(${x.name})`, [count, columns]);
  ops.gatherRows({ x: x.buffer, indices: indices.buffer, out: out.buffer, count, columns });
  recorder.finish({
    name: "gatherRows",
    inputs: [x],
    saved: [],
    outputs: [out],
    backward: () => {
      const gradOut = recorder.gradients.of(out);
      recorder.gradients.addTo(x, (gradX) => {
        ops.gatherRowsGrad({ gradOut, indices: indices.buffer, gradX, count, columns });
      });
    },
  });
  return out;
}
