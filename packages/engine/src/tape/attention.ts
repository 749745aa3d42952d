import { GuruError } from "@guru/core";
import type { HeadSizes } from "../engine.ts";
import { dimension, mismatch, requireMatrix, requireVector } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { requireOffsets } from "./integer-summary.ts";
import type { Recorder } from "./recorder.ts";

/** Causal attention inside each packed sequence, scaled by 1/√headSize. */
export function attention(recorder: Recorder, qkv: Tensor, offsets: Tensor, sizes: HeadSizes): Tensor {
  const rows = requireHeads(qkv, sizes);
  requireVector("attention", "offsets", offsets, "i32");
  if (dimension(offsets, 0) < 1) {
    throw mismatch("attention", { role: "offsets", tensor: offsets, wanted: ["≥ 1"] }, "packed sequences");
  }
  requireOffsets("attention", offsets, rows);
  recorder.requireUsable("attention", qkv, offsets);
  const { heads, kvHeads, headSize } = sizes;
  const out = recorder.output(`attention(${qkv.name})`, [rows, heads * headSize]);
  const buffers = {
    qkv: qkv.buffer,
    offsets: offsets.buffer,
    out: out.buffer,
    logSumExp: recorder.scratch(rows * heads),
  };
  const all = {
    heads,
    kvHeads,
    headSize,
    rows,
    sequences: dimension(offsets, 0) - 1,
    scale: headSize ** -0.5,
  };
  recorder.engine.ops.attention({ ...all, ...buffers });
  recorder.finish({
    name: "attention",
    inputs: [qkv],
    saved: [qkv, out],
    outputs: [out],
    backward: () => {
      const gradOut = recorder.gradients.of(out);
      recorder.gradients.overwrite(qkv, (gradQkv) => {
        recorder.engine.ops.attentionGrad({ ...all, ...buffers, gradOut, gradQkv });
      });
    },
  });
  return out;
}

function requireHeads(qkv: Tensor, { heads, kvHeads, headSize }: HeadSizes): number {
  requireMatrix("attention", "qkv", qkv);
  if (heads % kvHeads !== 0) {
    throw new GuruError(
      "shape",
      `attention: heads must be a multiple of kvHeads, got ${String(heads)} and ${String(kvHeads)}`,
    );
  }
  const columns = (heads + 2 * kvHeads) * headSize;
  if (dimension(qkv, 1) !== columns) {
    const cause = `${String(heads)} heads and ${String(kvHeads)} kvHeads of ${String(headSize)}`;
    throw mismatch("attention", { role: "qkv", tensor: qkv, wanted: ["*", columns] }, cause);
  }
  return dimension(qkv, 0);
}
