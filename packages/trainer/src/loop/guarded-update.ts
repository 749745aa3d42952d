import type { DecoderModel } from "@guru/lm";
import { type AdamW, zeroGradients } from "../optimizer/adamw.ts";
import { isNonFinite, nonFiniteAt } from "./non-finite.ts";

/** One optimiser update. */
export interface GuardedUpdate {
  /** The training step, for the message. */
  readonly step: number;
  readonly model: DecoderModel;
  readonly optimizer: AdamW;
  readonly learningRate: number;
  /** Adds the update's gradients to the parameters' gradients, which are zero; with `guard` it looks for the first bad op. */
  readonly accumulate: (guard: boolean) => Promise<void>;
}

/**
 * Accumulates and applies an update; returns the gradient norm before clipping. Where the norm is not finite nothing
 * is applied: the gradients are computed a second time, op by op, to find the cause.
 *
 * @throws GuruError `non_finite` naming the step, the op and the tensor.
 */
export async function guardedUpdate(update: GuardedUpdate): Promise<number> {
  const { step, model, optimizer, accumulate } = update;
  await accumulate(false);
  const { gradientNorm, applied } = await optimizer.update(update.learningRate);
  if (applied) return gradientNorm;
  zeroGradients(model.engine, model.parameters);
  try {
    await accumulate(true);
  } catch (cause) {
    if (isNonFinite(cause)) throw nonFiniteAt(step, cause.message, cause);
    throw cause;
  } finally {
    zeroGradients(model.engine, model.parameters);
  }
  throw nonFiniteAt(step, `the gradient norm is ${gradientNorm}, although every op's output is finite`);
}
