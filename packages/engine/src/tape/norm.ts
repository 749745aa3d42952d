import { dimension, mismatch, requireMatrix, requireVector } from "../shape.ts";
import type { Parameter, Tensor } from "../tensor.ts";
import type { Recorder } from "./recorder.ts";
import type { TapeTensor } from "./tape-tensor.ts";

/** x / √(mean(x²) + epsilon) · gain, row by row. */
export function rmsNorm(recorder: Recorder, x: Tensor, gain: Parameter, epsilon: number): Tensor {
  const sizes = normSizes("rmsNorm", x, gain);
  recorder.requireUsable("rmsNorm", x);
  const out = recorder.output(`rmsNorm(${gain.name})`, x.shape);
  const inverseRms = recorder.scratch(sizes.rows);
  recorder.engine.ops.rmsNorm({
    ...sizes,
    x: x.buffer,
    gain: gain.buffer,
    out: out.buffer,
    inverseRms,
    epsilon,
  });
  recorder.finish({
    name: "rmsNorm",
    inputs: [x, gain],
    saved: [x],
    outputs: [out],
    backward: () => {
      normBackward(recorder, { x, gain, inverseRms, out });
    },
  });
  return out;
}

/** sum = x + residual and its rmsNorm, in one op. */
export function addRmsNorm(
  recorder: Recorder,
  x: Tensor,
  residual: Tensor,
  { gain, epsilon }: { gain: Parameter; epsilon: number },
): { sum: Tensor; out: Tensor } {
  const sizes = normSizes("addRmsNorm", x, gain);
  requireMatrix("addRmsNorm", "residual", residual);
  if (dimension(residual, 0) !== sizes.rows || dimension(residual, 1) !== sizes.columns) {
    throw mismatch(
      "addRmsNorm",
      { role: "residual", tensor: residual, wanted: x.shape },
      { role: "x", tensor: x },
    );
  }
  recorder.requireUsable("addRmsNorm", x, residual);
  const sum = recorder.output(`sum(${gain.name})`, x.shape);
  const out = recorder.output(`rmsNorm(${gain.name})`, x.shape);
  const inverseRms = recorder.scratch(sizes.rows);
  recorder.engine.ops.addRmsNorm({
    ...sizes,
    x: x.buffer,
    residual: residual.buffer,
    sum: sum.buffer,
    gain: gain.buffer,
    out: out.buffer,
    inverseRms,
    epsilon,
  });
  recorder.finish({
    name: "addRmsNorm",
    inputs: [x, residual, gain],
    saved: [sum],
    outputs: [sum, out],
    backward: () => {
      if (out.slot !== undefined) normBackward(recorder, { x: sum, gain, inverseRms, out });
      recorder.gradients.pass(sum, x);
      recorder.gradients.pass(sum, residual);
    },
  });
  return { sum, out };
}

function normBackward(
  recorder: Recorder,
  { x, gain, inverseRms, out }: { x: Tensor; gain: Parameter; inverseRms: number; out: TapeTensor },
): void {
  const gradOut = recorder.gradients.of(out);
  const [rows, columns] = [dimension(x, 0), dimension(x, 1)];
  const backward = (gradX: number, accumulate: boolean): void => {
    recorder.gradients.addToParameter(gain, (gradGain) => {
      recorder.engine.ops.rmsNormGrad({
        rows,
        columns,
        x: x.buffer,
        gain: gain.buffer,
        inverseRms,
        gradOut,
        gradX,
        gradGain,
        accumulate,
      });
    });
  };
  // The op gives both gradients at once; where x needs none, its part goes to a throw-away buffer.
  if (recorder.isTracked(x)) recorder.gradients.accumulate(x, backward);
  else recorder.gradients.discard(rows * columns, backward);
}

function normSizes(op: string, x: Tensor, gain: Tensor): { rows: number; columns: number } {
  requireMatrix(op, "x", x);
  requireVector(op, "gain", gain);
  if (dimension(x, 1) !== dimension(gain, 0)) {
    throw mismatch(
      op,
      { role: "x", tensor: x, wanted: ["*", dimension(gain, 0)] },
      { role: "gain", tensor: gain },
    );
  }
  return { rows: dimension(x, 0), columns: dimension(x, 1) };
}
