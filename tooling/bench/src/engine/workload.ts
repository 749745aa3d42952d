import { RunConfig } from "@guru/core";
import { createTape, type Engine } from "@guru/engine";
import { type DecoderModel, generate, responseLogprobs, type ScoredSequence } from "@guru/lm";
import { createAdamW, microBatches } from "@guru/trainer";
import { batch, createBenchmarkModel, decoding } from "./benchmark-model.ts";
import { type Sample, takeSample } from "./sample.ts";

/** How much of the benchmark an engine does; what it takes is scaled up to all of it. */
export interface WorkloadShare {
  readonly sequences: number;
  readonly rows: number;
  readonly newTokens: number;
}

/** All of the benchmark. */
export const wholeShare: WorkloadShare = { sequences: batch.sequences, ...decoding };

/** The benchmark on one engine. */
export interface Workload {
  /** Forward, backward and AdamW of one batch. */
  trainStep(): Promise<void>;
  /** The time of one train step of the whole batch. */
  sampleTrainStep(): Promise<Sample>;
  /** The time of one decode step of all rows, sampling included. */
  sampleDecodeStep(): Promise<Sample>;
  dispose(): void;
}

const { optimizer } = RunConfig.parse({});

/** Sets up the benchmark model and its optimiser on an engine. */
export function createWorkload(engine: Engine, share: WorkloadShare): Workload {
  const model = createBenchmarkModel(engine);
  const adam = createAdamW(engine, model.parameters, optimizer);
  const sequences = Array.from({ length: share.sequences }, (_, index) => exampleSequence(index));
  const lengths = sequences.map(() => batch.tokens);
  const parts = microBatches(lengths, optimizer.tokensPerMicroBatch);

  async function trainStep(): Promise<void> {
    for (const part of parts)
      await accumulate(
        model,
        part.flatMap((row) => sequences[row] ?? []),
      );
    await adam.update(optimizer.learningRate);
    // Reading waits for the update itself.
    await engine.read(model.head.buffer);
  }

  return {
    trainStep,
    sampleTrainStep: () => takeSample(trainStep, share.sequences / batch.sequences),
    sampleDecodeStep: () => {
      const decodes = share.newTokens * (share.rows / decoding.rows);
      return takeSample(() => decode(model, share), decodes);
    },
    dispose: () => {
      adam.dispose();
      model.dispose();
    },
  };
}

/** The first token is the prompt, the others are trained on. */
function exampleSequence(index: number): ScoredSequence {
  const response = Array.from({ length: batch.tokens }, (_, token) => (index * 7 + token * 3) % 512);
  return { prompt: [1], response };
}

async function accumulate(model: DecoderModel, sequences: readonly ScoredSequence[]): Promise<void> {
  const tape = createTape(model.engine);
  const { logprob, count } = responseLogprobs(tape, model, sequences, { temperature: 1 });
  // A policy loss needs the log-probabilities on the host before it has gradients, so the wait is part of the step.
  await model.engine.read(logprob.buffer);
  const gradient = new Float32Array(count).fill(-1 / (batch.sequences * batch.tokens));
  tape.backward([{ tensor: logprob, gradient }]);
  tape.dispose();
}

async function decode(model: DecoderModel, { rows, newTokens }: WorkloadShare): Promise<void> {
  const requests = Array.from({ length: rows }, (_, row) => ({ prompt: [1 + row], seeds: [row] }));
  let tokens = 0;
  for await (const completion of generate(model, requests, {
    temperature: 1,
    maxTokens: newTokens,
    stopTokens: [],
    maxRows: rows,
  }))
    tokens += completion.tokens.length;
  if (tokens !== rows * newTokens) throw new Error(`decoded ${tokens} tokens instead of ${rows * newTokens}`);
}
