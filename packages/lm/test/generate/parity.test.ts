import { createTape } from "@guru/engine";
import { describe, expect, test } from "vitest";
import {
  type Completion,
  type DecoderModel,
  generate,
  readWeights,
  responseLogprobs,
  setWeights,
} from "../../src/index.ts";
import { collect } from "../support/collect.ts";
import { engines } from "../support/engines.ts";
import { createTinyModel } from "../support/test-model.ts";

const prompts = [
  [3],
  [5, 1, 4, 1, 5, 9, 2, 6],
  [2, 7],
  Array.from({ length: 17 }, (_, index) => (index * 5) % 23),
  [8, 8, 8],
];
const requests = prompts.map((prompt, index) => ({ prompt, seeds: [index, 100 + index, 200 + index] }));

/** Rollouts of ragged prompts, some of which stop early, and the largest difference to the training forward. */
async function largestDifference(
  model: DecoderModel,
  temperature: number,
): Promise<{ largest: number; rollouts: Completion[] }> {
  const rollouts = await collect(
    generate(model, requests, { temperature, maxTokens: 14, stopTokens: [0, 1, 2], maxRows: 7 }),
  );
  const tape = createTape(model.engine);
  const sequences = rollouts.map(({ request, tokens }) => ({
    prompt: prompts[request] ?? [],
    response: tokens,
  }));
  const { logprob } = responseLogprobs(tape, model, sequences, { temperature });
  const trained = await model.engine.read(logprob.buffer);
  const rolled = rollouts.flatMap(({ logprobs }) => logprobs);
  expect(trained.length).toBe(rolled.length);
  tape.dispose();
  return {
    largest: Math.max(...rolled.map((value, index) => Math.abs(value - (trained[index] ?? Number.NaN)))),
    rollouts,
  };
}

describe.each(engines)("rollouts on the $name engine", ({ create }) => {
  test.each([0.7, 1, 1.3])(
    "have the training forward's log-probabilities at temperature %d",
    async (temperature) => {
      const engine = await create();
      const model = createTinyModel({}, engine);
      const { largest, rollouts } = await largestDifference(model, temperature);
      expect(largest).toBeLessThan(1e-4);
      expect(new Set(rollouts.map(({ finishReason }) => finishReason))).toEqual(new Set(["stop", "length"]));
      model.dispose();
      await engine.dispose();
    },
  );

  test.each([
    { what: "a tied head", changes: { tie_word_embeddings: true } },
    { what: "attention biases", changes: { attention_bias: true } },
    { what: "heads wider than the hidden state's share", changes: { head_dim: 6 } },
  ])("have them with $what, also after the weights changed", async ({ changes }) => {
    const engine = await create();
    const model = createTinyModel(changes, engine);
    const before = await largestDifference(model, 1);
    expect(before.largest).toBeLessThan(1e-4);
    // Biases start at zero and norms at one: everything moves, so that each of them counts.
    const moved = [...(await readWeights(model))].map(([name, { shape, values }]) => {
      return [
        name,
        { shape, values: values.map((value, index) => 0.9 * value + 0.2 * Math.sin(index)) },
      ] as const;
    });
    setWeights(model, new Map(moved));
    const after = await largestDifference(model, 1);
    expect(after.largest).toBeLessThan(1e-4);
    expect(after.rollouts).not.toEqual(before.rollouts);
    model.dispose();
    await engine.dispose();
  });
});
