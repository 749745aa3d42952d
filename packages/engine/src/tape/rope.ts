import { GuruError } from "@guru/core";
import type { RopeTable } from "../rope-table.ts";
import { dimension, mismatch, requireMatrix, requireVector } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { requireIndices } from "./integer-summary.ts";
import type { Recorder } from "./recorder.ts";
import { TapeTensor } from "./tape-tensor.ts";

/** Rotates the first `heads` heads of each row in place and gives a tensor over the same buffer. */
export function rope(
  recorder: Recorder,
  x: Tensor,
  positions: Tensor,
  { table, heads, headSize }: { table: RopeTable; heads: number; headSize: number },
): Tensor {
  const tensor = requireOverwritable(recorder, x);
  const sizes = ropeSizes(tensor, positions, { table, heads, headSize });
  recorder.requireUsable("rope", positions);
  const rotate = (buffer: number, inverse: boolean): void => {
    recorder.engine.ops.rope({
      ...sizes,
      x: buffer,
      positions: positions.buffer,
      cosines: table.cosines.buffer,
      sines: table.sines.buffer,
      inverse,
    });
  };
  rotate(x.buffer, false);
  tensor.consumed = true;
  const out = new TapeTensor(recorder, x);
  recorder.finish({
    name: "rope",
    inputs: [x],
    saved: [],
    outputs: [out],
    backward: () => {
      rotate(recorder.gradients.exclusive(out), true);
      recorder.gradients.pass(out, x);
    },
  });
  return out;
}

function requireOverwritable(recorder: Recorder, x: Tensor): TapeTensor {
  requireMatrix("rope", "x", x);
  recorder.requireUsable("rope", x);
  if (!(x instanceof TapeTensor)) {
    throw new GuruError(
      "tape",
      `rope: "${x.name}" would be overwritten: rotate a result of this tape instead`,
    );
  }
  if (x.saved) {
    throw new GuruError(
      "tape",
      `rope: "${x.name}" would be overwritten, but another op's backward needs its values`,
    );
  }
  return x;
}

function ropeSizes(
  x: Tensor,
  positions: Tensor,
  { table, heads, headSize }: { table: RopeTable; heads: number; headSize: number },
): { rows: number; rowStride: number; heads: number; headSize: number } {
  requireVector("rope", "positions", positions, "i32");
  const [rows, rowStride] = [dimension(x, 0), dimension(x, 1)];
  if (dimension(positions, 0) !== rows) {
    throw mismatch(
      "rope",
      { role: "positions", tensor: positions, wanted: [rows] },
      { role: "x", tensor: x },
    );
  }
  if (heads * headSize > rowStride) {
    const wanted = ["*", `≥ ${String(heads * headSize)}`];
    throw mismatch("rope", { role: "x", tensor: x, wanted }, `${String(heads)} heads of ${String(headSize)}`);
  }
  if (table.headSize !== headSize) {
    const wanted = [table.maxPositions, headSize / 2];
    throw mismatch("rope", { role: "table", tensor: table.cosines, wanted }, `heads of ${String(headSize)}`);
  }
  requireIndices("rope", "positions", positions, { size: table.maxPositions, of: "the table of angles" });
  return { rows, rowStride, heads, headSize };
}
