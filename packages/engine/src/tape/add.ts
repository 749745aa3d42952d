import { elementCount, mismatch } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import type { Recorder } from "./recorder.ts";

/** a + b of equal shapes. */
export function add(recorder: Recorder, a: Tensor, b: Tensor): Tensor {
  if (a.shape.length !== b.shape.length || a.shape.some((size, index) => size !== b.shape[index])) {
    throw mismatch("add", { role: "b", tensor: b, wanted: a.shape }, { role: "a", tensor: a });
  }
  recorder.requireUsable("add", a, b);
  const out = recorder.output("sum", a.shape);
  recorder.engine.ops.add({ a: a.buffer, b: b.buffer, out: out.buffer, length: elementCount(a.shape) });
  recorder.finish({
    name: "add",
    inputs: [a, b],
    saved: [],
    outputs: [out],
    backward: () => {
      recorder.gradients.pass(out, a);
      recorder.gradients.pass(out, b);
    },
  });
  return out;
}
