import { dimension, mismatch, requireMatrix } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import type { Recorder } from "./recorder.ts";

/** silu(gate) · up of x = [gate, up]. */
export function swiglu(recorder: Recorder, x: Tensor): Tensor {
  requireMatrix("swiglu", "x", x);
  const [rows, columns] = [dimension(x, 0), dimension(x, 1) / 2];
  if (!Number.isInteger(columns)) {
    throw mismatch("swiglu", { role: "x", tensor: x, wanted: ["*", "an even number"] }, "gate and up");
  }
  recorder.requireUsable("swiglu", x);
  const out = recorder.output(`swiglu(${x.name})`, [rows, columns]);
  recorder.engine.ops.swiglu({ x: x.buffer, out: out.buffer, rows, columns });
  recorder.finish({
    name: "swiglu",
    inputs: [x],
    saved: [x],
    outputs: [out],
    backward: () => {
      const gradOut = recorder.gradients.of(out);
      recorder.gradients.overwrite(x, (gradX) => {
        recorder.engine.ops.swigluGrad({ x: x.buffer, gradOut, gradX, rows, columns });
      });
    },
  });
  return out;
}
