import { GuruError } from "@guru/core";
import { createTape } from "@guru/engine";
import { type DecoderModel, responseLogprobs, type ScoredSequence } from "@guru/lm";

/** Whether an error says that a NaN or an infinity was met. */
export function isNonFinite(error: unknown): error is GuruError {
  return GuruError.isInstance(error) && error.code === "non_finite";
}

/** The error that ends a run whose numbers are no longer finite. */
export function nonFiniteAt(step: number, detail: string, cause?: Error): GuruError {
  const advice =
    "The step was not applied; a lower optimizer.learningRate or optimizer.gradientClip may help";
  return new GuruError("non_finite", `step ${step}: ${detail}. ${advice}`, cause && { cause });
}

/** Runs a forward op by op; returns what names the first op with a NaN or an infinity, if there is one. */
export async function findNonFinite(
  model: DecoderModel,
  sequences: readonly ScoredSequence[],
): Promise<GuruError | undefined> {
  const tape = createTape(model.engine, { gradients: false, guard: true });
  try {
    responseLogprobs(tape, model, sequences, { temperature: 1 });
    await tape.checkFinite();
    return undefined;
  } catch (error) {
    if (isNonFinite(error)) return error;
    throw error;
  } finally {
    tape.dispose();
  }
}
