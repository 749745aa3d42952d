import { GuruError } from "@guru/core";
import { dimension, mismatch, requireVector } from "../shape.ts";
import type { Parameter, Tensor } from "../tensor.ts";
import { requireIndices } from "./integer-summary.ts";
import { linearSizes } from "./linear.ts";
import type { Recorder } from "./recorder.ts";

/** Log-probability of each target under softmax(x · weightᵀ / temperature), and that distribution's entropy. */
export function linearLogprob(
  recorder: Recorder,
  x: Tensor,
  weight: Parameter,
  { targets, temperature }: { targets: Tensor; temperature: number },
): { logprob: Tensor; entropy: Tensor } {
  const { rows, inputs, outputs: vocabulary } = linearSizes("linearLogprob", x, weight);
  requireTargets(targets, x, weight);
  if (!(temperature > 0)) {
    throw new GuruError("shape", `linearLogprob: temperature must be positive, got ${String(temperature)}`);
  }
  recorder.requireUsable("linearLogprob", x, targets);
  const logprob = recorder.output(`logprob(${weight.name})`, [rows]);
  const entropy = recorder.output(`entropy(${weight.name})`, [rows]);
  const all = { rows, inputs, vocabulary, temperature };
  const buffers = { x: x.buffer, w: weight.buffer, targets: targets.buffer, entropy: entropy.buffer };
  const { ops } = recorder.engine;
  ops.linearLogprob({ ...all, ...buffers, logprob: logprob.buffer });
  recorder.finish({
    name: "linearLogprob",
    inputs: [x, weight],
    saved: [x, entropy],
    outputs: [logprob, entropy],
    backward: () => {
      const { gradients } = recorder;
      const gradEntropy = entropy.slot === undefined ? null : gradients.of(entropy);
      const gradLogprob = gradients.of(logprob);
      const backward = (gradX: number): void => {
        gradients.addToParameter(weight, (gradW) => {
          ops.linearLogprobGrad({ ...all, ...buffers, gradLogprob, gradEntropy, gradX, gradW });
        });
      };
      if (recorder.isTracked(x)) gradients.overwrite(x, backward);
      else gradients.discard(rows * inputs, backward);
    },
  });
  return { logprob, entropy };
}

function requireTargets(targets: Tensor, x: Tensor, weight: Tensor): void {
  requireVector("linearLogprob", "targets", targets, "i32");
  const rows = dimension(x, 0);
  if (dimension(targets, 0) !== rows) {
    throw mismatch(
      "linearLogprob",
      { role: "targets", tensor: targets, wanted: [rows] },
      { role: "x", tensor: x },
    );
  }
  const vocabulary = { size: dimension(weight, 0), of: `weight "${weight.name}"` };
  requireIndices("linearLogprob", "targets", targets, vocabulary);
}
