import { dimension, mismatch, requireMatrix, requireVector } from "../shape.ts";
import type { Parameter, Tensor } from "../tensor.ts";
import type { Recorder } from "./recorder.ts";

/** x · weightᵀ + bias */
export function linear(recorder: Recorder, x: Tensor, weight: Parameter, bias?: Parameter): Tensor {
  const sizes = linearSizes("linear", x, weight);
  const { rows, outputs } = sizes;
  recorder.requireUsable("linear", x);
  const { ops } = recorder.engine;
  const out = recorder.output(`linear(${weight.name})`, [rows, outputs]);
  if (bias !== undefined) requireBias(bias, weight, outputs);
  ops.linear({ ...sizes, x: x.buffer, w: weight.buffer, out: out.buffer, accumulate: false });
  if (bias !== undefined) ops.addBias({ x: out.buffer, bias: bias.buffer, rows, columns: outputs });
  recorder.finish({
    name: "linear",
    inputs: bias === undefined ? [x, weight] : [x, weight, bias],
    saved: [x],
    outputs: [out],
    backward: () => {
      const { gradients } = recorder;
      const gradOut = gradients.of(out);
      if (bias !== undefined) {
        gradients.addToParameter(bias, (gradBias) => {
          ops.biasGrad({ gradOut, gradBias, rows, columns: outputs });
        });
      }
      gradients.addToParameter(weight, (gradW) => {
        ops.linearWeightGrad({ ...sizes, gradOut, x: x.buffer, gradW });
      });
      gradients.accumulate(x, (gradX, accumulate) => {
        ops.linearInputGrad({ ...sizes, gradOut, w: weight.buffer, gradX, accumulate });
      });
    },
  });
  return out;
}

/** The sizes of x · weightᵀ, or an error when they do not fit. */
export function linearSizes(
  op: string,
  x: Tensor,
  weight: Tensor,
): { rows: number; inputs: number; outputs: number } {
  requireMatrix(op, "x", x);
  requireMatrix(op, "weight", weight);
  const inputs = dimension(weight, 1);
  if (dimension(x, 1) !== inputs) {
    throw mismatch(op, { role: "x", tensor: x, wanted: ["*", inputs] }, { role: "weight", tensor: weight });
  }
  return { rows: dimension(x, 0), inputs, outputs: dimension(weight, 0) };
}

function requireBias(bias: Tensor, weight: Tensor, outputs: number): void {
  requireVector("linear", "bias", bias);
  if (dimension(bias, 0) !== outputs) {
    throw mismatch(
      "linear",
      { role: "bias", tensor: bias, wanted: [outputs] },
      { role: "weight", tensor: weight },
    );
  }
}
