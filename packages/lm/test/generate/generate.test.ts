import { GuruError } from "@guru/core";
import { createReferenceEngine, type OpTable } from "@guru/engine";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Completion, generate, type GenerateOptions, type GenerateRequest } from "../../src/index.ts";
import { collect } from "../support/collect.ts";
import { engines } from "../support/engines.ts";
import { createTinyModel } from "../support/test-model.ts";

const options: GenerateOptions = { temperature: 1, maxTokens: 10, stopTokens: [0, 1] };
const requests: readonly GenerateRequest[] = [
  { prompt: [3, 4], seeds: [1, 2, 3, 4, 5] },
  { prompt: [9], seeds: [6] },
  { prompt: [3, 4], seeds: [1, 7] },
  { prompt: [12, 13, 14, 15, 16, 17, 18], seeds: [-2_147_483_648, 2_147_483_647, 0] },
];

/** Equal up to rounding: engines may add in another order for another number of rows. */
function expectSame(found: readonly Completion[], expected: readonly Completion[]): void {
  const discrete = (all: readonly Completion[]): unknown[] =>
    all.map(({ logprobs, ...rest }) => [rest, logprobs.length]);
  expect(discrete(found)).toEqual(discrete(expected));
  const wanted = expected.flatMap(({ logprobs }) => logprobs);
  found
    .flatMap(({ logprobs }) => logprobs)
    .forEach((value, index) => {
      expect(value).toBeCloseTo(wanted[index] ?? Number.NaN, 4);
    });
}

describe.each(engines)("generation on the $name engine", ({ create }) => {
  test("gives each sample the same response in any batch", async () => {
    const engine = await create();
    const model = createTinyModel({}, engine);
    const together = await collect(generate(model, requests, options));
    expect(together.map(({ request, sample }) => [request, sample])).toEqual(
      requests.flatMap(({ seeds }, request) => seeds.map((_, sample) => [request, sample])),
    );
    for (const maxRows of [1, 2, 3, 8]) {
      expectSame(await collect(generate(model, requests, { ...options, maxRows })), together);
    }
    for (const [request, { prompt, seeds }] of requests.entries()) {
      const alone = await collect(generate(model, [{ prompt, seeds }], options));
      const expected = together.filter((completion) => completion.request === request);
      expectSame(
        alone,
        expected.map((completion) => ({ ...completion, request: 0 })),
      );
    }
    model.dispose();
    await engine.dispose();
  });

  test("gives equal seeds of a prompt equal samples and other seeds others", async () => {
    const engine = await create();
    const model = createTinyModel({}, engine);
    const completions = await collect(generate(model, requests, options));
    const of = (request: number, sample: number): Completion | undefined =>
      completions.find((completion) => completion.request === request && completion.sample === sample);
    expect(of(2, 0)?.tokens).toEqual(of(0, 0)?.tokens);
    expect(new Set(completions.map(({ tokens }) => tokens.join())).size).toBeGreaterThan(6);
    model.dispose();
    await engine.dispose();
  });

  test("releases what it allocated, also when the caller stops early", async () => {
    const engine = await create();
    const model = createTinyModel({}, engine);
    const before = engine.memory().currentBytes;
    await collect(generate(model, requests, options));
    expect(engine.memory().currentBytes).toBe(before);
    for await (const completion of generate(model, requests, { ...options, maxRows: 2 })) {
      expect(completion.tokens.length).toBeGreaterThan(0);
      break;
    }
    expect(engine.memory().currentBytes).toBe(before);
    model.dispose();
    await engine.dispose();
  });
});

describe("generate", () => {
  const model = createTinyModel();

  test("ends with the first stop token, which it includes, or at the length limit", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          stopTokens: fc.uniqueArray(fc.nat(22), { maxLength: 6 }),
          maxTokens: fc.integer({ min: 1, max: 9 }),
          seeds: fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), { maxLength: 4 }),
          maxRows: fc.integer({ min: 1, max: 3 }),
        }),
        async ({ stopTokens, maxTokens, seeds, maxRows }) => {
          const run = generate(model, [{ prompt: [1, 2, 3], seeds }], {
            temperature: 1.2,
            maxTokens,
            stopTokens,
            maxRows,
          });
          const completions = await collect(run);
          expect(completions.length).toBe(seeds.length);
          for (const { tokens, logprobs, finishReason } of completions) {
            const stop = tokens.findIndex((token) => stopTokens.includes(token));
            expect(logprobs.length).toBe(tokens.length);
            expect(finishReason).toBe(stop >= 0 ? "stop" : "length");
            expect(tokens.length).toBe(stop >= 0 ? stop + 1 : maxTokens);
            expect(logprobs.every((logprob) => logprob <= 0)).toBe(true);
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  test("never starts a response with the banned token, and bans it nowhere else", async () => {
    const seeds = Array.from({ length: 40 }, (_, seed) => seed);
    const run = (banned?: number): Promise<Completion[]> =>
      collect(
        generate(
          model,
          [{ prompt: [4], seeds, ...(banned === undefined ? {} : { bannedFirstToken: banned }) }],
          options,
        ),
      );
    const free = await run();
    const first = free.map(({ tokens }) => tokens[0] ?? -1);
    const banned = first.find((token) => first.filter((other) => other === token).length > 2) ?? -1;
    const restricted = await run(banned);
    expect(restricted.some(({ tokens }) => tokens[0] === banned)).toBe(false);
    expect(restricted.some(({ tokens }) => tokens.slice(1).includes(banned))).toBe(true);
  });

  test("draws only tokens that top-k, top-p and min-p leave", async () => {
    const greedy = await collect(
      generate(model, [{ prompt: [4], seeds: [1] }], { ...options, temperature: 0 }),
    );
    for (const restriction of [{ topK: 1 }, { topP: 1e-9 }, { minP: 1 }]) {
      const [drawn] = await collect(
        generate(model, [{ prompt: [4], seeds: [1] }], { ...options, ...restriction }),
      );
      expect(drawn?.tokens).toEqual(greedy[0]?.tokens);
      expect(Math.max(...(drawn?.logprobs.map(Math.abs) ?? []))).toBeLessThan(1e-6);
    }
  });

  test("fills the context to its last position", async () => {
    const prompt = Array.from({ length: 50 }, (_, index) => index % 23);
    const [completion] = await collect(
      generate(model, [{ prompt, seeds: [1] }], { ...options, maxTokens: 14, stopTokens: [] }),
    );
    expect(completion?.tokens.length).toBe(14);
  });

  test.each<[string, string, GenerateRequest, Partial<GenerateOptions>]>([
    ["empty_prompt", "request 0 has a prompt of 0 tokens", { prompt: [], seeds: [1] }, {}],
    [
      "context_length",
      "a prompt of 3 tokens and maxTokens 62 exceed the model's context of 64",
      { prompt: [1, 2, 3], seeds: [1] },
      { maxTokens: 62 },
    ],
    ["tokens", "token 23 is outside the vocabulary of 23", { prompt: [1, 23], seeds: [1] }, {}],
    ["tokens", "token -1 is outside", { prompt: [1], seeds: [1], bannedFirstToken: -1 }, {}],
    [
      "generate_options",
      "a seed must be a 32-bit integer, got 4294967296",
      { prompt: [1], seeds: [2 ** 32] },
      {},
    ],
    [
      "generate_options",
      "temperature must be 0 or more, got -1",
      { prompt: [1], seeds: [1] },
      { temperature: -1 },
    ],
    [
      "generate_options",
      "maxTokens must be a positive integer, got 0",
      { prompt: [1], seeds: [1] },
      { maxTokens: 0 },
    ],
    [
      "generate_options",
      "maxRows must be a positive integer, got 0",
      { prompt: [1], seeds: [1] },
      { maxRows: 0 },
    ],
    [
      "generate_options",
      "topK must be a whole number of 0 or more, got 1.5",
      { prompt: [1], seeds: [1] },
      { topK: 1.5 },
    ],
    [
      "generate_options",
      "topP must be above 0 and at most 1, got 0",
      { prompt: [1], seeds: [1] },
      { topP: 0 },
    ],
    ["generate_options", "minP must be between 0 and 1, got 2", { prompt: [1], seeds: [1] }, { minP: 2 }],
  ])("refuses with %s: %s", async (code, message, request, changes) => {
    const error: unknown = await collect(generate(model, [request], { ...options, ...changes })).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(GuruError);
    expect(error).toMatchObject({ code });
    expect((error as GuruError).message).toContain(message);
  });

  test("reports weights that hold NaN instead of drawing from them", async () => {
    const broken = createTinyModel();
    broken.engine.write(broken.norm.buffer, new Float32Array(16).fill(Number.NaN));
    await expect(collect(generate(broken, requests, options))).rejects.toMatchObject({ code: "non_finite" });
  });

  test("runs each prompt once, decodes at most maxRows rows together and drops finished rows", async () => {
    const engine = createReferenceEngine();
    const attended: number[] = [];
    const drawn: number[] = [];
    const { ops } = engine;
    const counting: OpTable = {
      ...ops,
      attention: (call) => {
        attended.push(call.rows);
        ops.attention(call);
      },
      sample: (call) => {
        drawn.push(call.rows);
        ops.sample(call);
      },
    };
    const counted = createTinyModel({}, { ...engine, ops: counting });
    const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
    const completions = await collect(generate(counted, requests, options));
    const tokens = total(completions.map((completion) => completion.tokens.length));
    // Prompts [3, 4] of requests 0 and 2 are equal; the tiny model has two layers.
    expect(total(attended)).toBe(2 * (2 + 1 + 7));
    // A row may run on for the three steps until the host looks.
    expect(total(drawn)).toBeGreaterThanOrEqual(tokens);
    expect(total(drawn)).toBeLessThanOrEqual(tokens + 3 * completions.length);
    drawn.length = 0;
    await collect(generate(counted, requests, { ...options, maxRows: 3 }));
    expect(Math.max(...drawn)).toBe(3);
    expect(total(drawn)).toBeLessThanOrEqual(tokens + 3 * completions.length);
  });

  test("yields nothing when no sample is asked for", async () => {
    expect(await collect(generate(model, [{ prompt: [1], seeds: [] }], options))).toEqual([]);
    expect(await collect(generate(model, [], options))).toEqual([]);
  });
});
