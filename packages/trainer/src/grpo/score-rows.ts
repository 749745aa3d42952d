import type { RunConfig } from "@guru/core";
import { createTape } from "@guru/engine";
import { type DecoderModel, responseLogprobs, type ScoredSequence } from "@guru/lm";
import { rowsInMicroBatches, sliceByRow } from "../loop/row-tokens.ts";

/** Log-probabilities of each row's response tokens under a model, without a backward. Rows keep their order. */
export async function scoreRows<Row extends ScoredSequence>(
  model: DecoderModel,
  rows: readonly Row[],
  config: RunConfig,
): Promise<ReadonlyMap<Row, Float64Array>> {
  const scored = new Map<Row, Float64Array>();
  for (const batch of rowsInMicroBatches(rows, config.optimizer)) {
    for (const [index, logprobs] of (await scoreBatch(model, batch, config.rollout.temperature)).entries()) {
      scored.set(batch[index] as Row, logprobs);
    }
  }
  return scored;
}

async function scoreBatch(
  model: DecoderModel,
  rows: readonly ScoredSequence[],
  temperature: number,
): Promise<Float64Array[]> {
  if (rows.every(({ response }) => response.length === 0)) return rows.map(() => new Float64Array());
  const tape = createTape(model.engine, { gradients: false });
  try {
    const { logprob } = responseLogprobs(tape, model, rows, { temperature });
    return sliceByRow(rows, await model.engine.read(logprob.buffer));
  } finally {
    tape.dispose();
  }
}
