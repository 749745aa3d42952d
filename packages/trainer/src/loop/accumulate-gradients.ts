import { createTape, type NumericArray, type Tape } from "@guru/engine";
import { type DecoderModel, responseLogprobs, type ResponseLogprobs, type ScoredSequence } from "@guru/lm";

/** Gradients of the loss at the response tokens of a micro-batch, row after row. */
export interface TokenGradients {
  readonly logprob: Float64Array;
  /** Null when the loss has no entropy term. */
  readonly entropy: Float64Array | null;
}

/** What the model says of the response tokens of a micro-batch, row after row. */
export interface TokenStatistics {
  readonly logprobs: NumericArray;
  readonly entropies: NumericArray;
}

/** How micro-batches become gradients. */
export interface AccumulateOptions<Row extends ScoredSequence> {
  readonly temperature: number;
  /** Looks for the first op that makes a NaN or an infinity; slow. */
  readonly guard?: boolean;
  /** The objective: from log-probabilities to their gradients, on the host. */
  readonly gradientsOf: (rows: readonly Row[], statistics: TokenStatistics) => TokenGradients;
}

interface StartedForward<Row> {
  readonly rows: readonly Row[];
  readonly tape: Tape;
  readonly outputs: ResponseLogprobs;
  readonly statistics: Promise<TokenStatistics>;
}

/**
 * Adds the gradients of all micro-batches to the parameters' gradients, forward and backward, in their order. Rows
 * without response tokens are passed over. The next forward is queued before the host looks at the last one's result,
 * so that the engine does not wait.
 *
 * @throws GuruError `non_finite` with `guard`, naming the op.
 */
export async function accumulateGradients<Row extends ScoredSequence>(
  model: DecoderModel,
  microBatches: readonly (readonly Row[])[],
  options: AccumulateOptions<Row>,
): Promise<void> {
  const started: StartedForward<Row>[] = [];
  const waiting = microBatches
    .map((rows) => rows.filter(({ response }) => response.length > 0))
    .filter((rows) => rows.length > 0);
  try {
    for (let index = 0; index <= waiting.length; index++) {
      const rows = waiting[index];
      if (rows !== undefined) started.push(startForward(model, rows, options));
      if (index === 0) continue;
      const oldest = started[0];
      if (oldest === undefined) break;
      await runBackward(oldest, options);
      oldest.tape.dispose();
      started.shift();
    }
  } finally {
    for (const { tape } of started) tape.dispose();
  }
}

function startForward<Row extends ScoredSequence>(
  model: DecoderModel,
  rows: readonly Row[],
  options: AccumulateOptions<Row>,
): StartedForward<Row> {
  const { engine } = model;
  const tape = createTape(engine, { guard: options.guard ?? false });
  const outputs = responseLogprobs(tape, model, rows, { temperature: options.temperature });
  const statistics = Promise.all([
    engine.read(outputs.logprob.buffer),
    engine.read(outputs.entropy.buffer),
  ]).then(([logprobs, entropies]) => ({ logprobs, entropies }));
  // Awaited later, or never when an earlier micro-batch fails: that one's error is the one to report.
  statistics.catch(() => undefined);
  return { rows, tape, outputs, statistics };
}

async function runBackward<Row extends ScoredSequence>(
  { rows, tape, outputs, statistics }: StartedForward<Row>,
  options: AccumulateOptions<Row>,
): Promise<void> {
  const { logprob, entropy } = options.gradientsOf(rows, await statistics);
  const seeds = [{ tensor: outputs.logprob, gradient: logprob }];
  if (entropy !== null) seeds.push({ tensor: outputs.entropy, gradient: entropy });
  tape.backward(seeds);
  await tape.checkFinite();
}
