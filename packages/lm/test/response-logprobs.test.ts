import { createTape } from "@guru/engine";
import { describe, expect, test } from "vitest";
import {
  type DecoderModel,
  logits,
  packSequences,
  responseLogprobs,
  type ScoredSequence,
} from "../src/index.ts";
import { createTinyModel } from "./support/test-model.ts";

const sequences: readonly ScoredSequence[] = [
  { prompt: [1, 2, 3], response: [4, 5] },
  { prompt: [6], response: [] },
  { prompt: [7], response: [8, 9, 10, 11] },
];

/** The definition, from whole rows of logits: log softmax(z / temperature) at the token, and −Σ p ln p. */
async function expected(
  model: DecoderModel,
  sequence: ScoredSequence,
  temperature: number,
): Promise<[number, number][]> {
  const tape = createTape(model.engine, { gradients: false });
  const all = await model.engine.read(
    logits(tape, model, packSequences([[...sequence.prompt, ...sequence.response]])).buffer,
  );
  tape.dispose();
  return sequence.response.map((token, index) => {
    const start = (sequence.prompt.length + index - 1) * model.sizes.vocabulary;
    const scaled = Array.from(
      all.slice(start, start + model.sizes.vocabulary),
      (value) => value / temperature,
    );
    const logSum = Math.log(scaled.reduce((sum, value) => sum + Math.exp(value), 0));
    const entropy = -scaled.reduce((sum, value) => sum + Math.exp(value - logSum) * (value - logSum), 0);
    return [(scaled[token] ?? Number.NaN) - logSum, entropy];
  });
}

describe("responseLogprobs", () => {
  const model = createTinyModel();

  test.each([0.7, 1, 1.3])(
    "matches the softmax of whole rows of logits at temperature %d",
    async (temperature) => {
      const tape = createTape(model.engine);
      const { logprob, entropy, count } = responseLogprobs(tape, model, sequences, { temperature });
      const found = [await model.engine.read(logprob.buffer), await model.engine.read(entropy.buffer)];
      const rows = await Promise.all(sequences.map((sequence) => expected(model, sequence, temperature)));
      expect(count).toBe(6);
      rows.flat().forEach((values, row) => {
        values.forEach((value, column) => {
          expect(found[column]?.[row]).toBeCloseTo(value, 6);
        });
      });
      tape.dispose();
    },
  );

  test("gives no rows and no gradient when every response is empty", async () => {
    const tape = createTape(model.engine);
    const { logprob, count } = responseLogprobs(tape, model, [{ prompt: [1], response: [] }], {
      temperature: 1,
    });
    expect(count).toBe(0);
    expect(await model.engine.read(logprob.buffer)).toHaveLength(0);
    tape.backward([{ tensor: logprob, gradient: new Float32Array() }]);
    for (const { gradient } of model.parameters) {
      expect(Array.from(await model.engine.read(gradient.buffer)).every((value) => value === 0)).toBe(true);
    }
    tape.dispose();
  });

  test("has the gradient that small steps of a weight show", async () => {
    const [parameter] = model.layers.map((layer) => layer.qkv);
    if (parameter === undefined) throw new Error("the model has no layers");
    const original = Float32Array.from(await model.engine.read(parameter.buffer));
    const sum = async (values: Float32Array | Float64Array): Promise<number> => {
      model.engine.write(parameter.buffer, values);
      const tape = createTape(model.engine, { gradients: false });
      const { logprob } = responseLogprobs(tape, model, sequences, { temperature: 0.9 });
      const all = await model.engine.read(logprob.buffer);
      tape.dispose();
      return Array.from(all).reduce((total, value) => total + value, 0);
    };
    const step = 1e-5;
    const moved = (index: number, by: number): Float64Array =>
      Float64Array.from(original, (value, at) => (at === index ? value + by : value));
    const slopes = [];
    // One weight each of a query, a key and a value.
    for (const index of [37, 16 * 16 + 5, 16 * 26 + 11]) {
      slopes.push([
        index,
        ((await sum(moved(index, step))) - (await sum(moved(index, -step)))) / (2 * step),
      ] as const);
    }
    model.engine.write(parameter.buffer, original);
    const tape = createTape(model.engine);
    const { logprob, count } = responseLogprobs(tape, model, sequences, { temperature: 0.9 });
    tape.backward([{ tensor: logprob, gradient: new Float32Array(count).fill(1) }]);
    const gradient = await model.engine.read(parameter.gradient.buffer);
    for (const [index, slope] of slopes) expect(gradient[index]).toBeCloseTo(slope, 6);
    tape.dispose();
  });

  test.each<[string, ScoredSequence, number]>([
    ["empty_prompt", { prompt: [], response: [1] }, 1],
    ["context_length", { prompt: Array.from({ length: 64 }, () => 1), response: [1, 2] }, 1],
    ["temperature", { prompt: [1], response: [2] }, 0],
    ["index", { prompt: [1], response: [23] }, 1],
    ["index", { prompt: [-1], response: [2] }, 1],
  ])("refuses with %s", (code, sequence, temperature) => {
    const tape = createTape(model.engine);
    expect(() => responseLogprobs(tape, model, [sequence], { temperature })).toThrow(
      expect.objectContaining({ code }),
    );
    tape.dispose();
  });
});
