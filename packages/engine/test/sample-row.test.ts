import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sampleRow, sampleUniform, type SampleRowOptions } from "../src/sample-row.ts";

const plain: SampleRowOptions = { temperature: 1, topK: 0, topP: 1, minP: 0, banned: -1, uniform: 0 };

/** The tokens that can be drawn, with the probability that the log-probability claims. */
function support(logits: Float64Array, options: Partial<SampleRowOptions>): Map<number, number> {
  const found = new Map<number, number>();
  for (let index = 0; index < 4000; index++) {
    const { token, logprob } = sampleRow(logits, { ...plain, ...options, uniform: (index + 0.5) / 4000 });
    found.set(token, Math.exp(logprob));
  }
  return found;
}

const logits = Float64Array.of(Math.log(0.4), Math.log(0.1), Math.log(0.3), Math.log(0.2));

describe("sampling one row", () => {
  test.each<{
    what: string;
    options: Partial<SampleRowOptions>;
    expected: readonly (readonly [number, number])[];
  }>([
    {
      what: "everything at temperature 1",
      options: {},
      expected: [
        [0, 0.4],
        [1, 0.1],
        [2, 0.3],
        [3, 0.2],
      ],
    },
    {
      what: "the square of the odds at temperature ½",
      options: { temperature: 0.5 },
      expected: [
        [0, 16 / 30],
        [1, 1 / 30],
        [2, 9 / 30],
        [3, 4 / 30],
      ],
    },
    {
      what: "the two likeliest with topK 2",
      options: { topK: 2 },
      expected: [
        [0, 4 / 7],
        [2, 3 / 7],
      ],
    },
    {
      what: "as many as reach topP 0.69",
      options: { topP: 0.69 },
      expected: [
        [0, 4 / 7],
        [2, 3 / 7],
      ],
    },
    {
      what: "one more for topP 0.71",
      options: { topP: 0.71 },
      expected: [
        [0, 4 / 9],
        [2, 3 / 9],
        [3, 2 / 9],
      ],
    },
    { what: "one token with topP 0", options: { topP: 0 }, expected: [[0, 1]] },
    { what: "topP of what topK left", options: { topK: 2, topP: 0.5 }, expected: [[0, 1]] },
    {
      what: "half as likely as the best with minP 0.45",
      options: { minP: 0.45 },
      expected: [
        [0, 4 / 9],
        [2, 3 / 9],
        [3, 2 / 9],
      ],
    },
    {
      what: "the rest when the best is banned",
      options: { banned: 0 },
      expected: [
        [1, 1 / 6],
        [2, 3 / 6],
        [3, 2 / 6],
      ],
    },
    { what: "topK of the rest", options: { banned: 0, topK: 1 }, expected: [[2, 1]] },
    {
      what: "the likeliest at temperature 0, with its probability at 1",
      options: { temperature: 0 },
      expected: [[0, 0.4]],
    },
    {
      what: "the second at temperature 0 when the best is banned",
      options: { temperature: 0, banned: 0 },
      expected: [[2, 0.5]],
    },
  ])("draws $what", ({ options, expected }) => {
    const found = [...support(logits, options)].sort(([a], [b]) => a - b);
    expect(found.map(([token]) => token)).toEqual(expected.map(([token]) => token));
    found.forEach(([, probability], index) => {
      expect(probability).toBeCloseTo(expected[index]?.[1] ?? NaN, 10);
    });
  });

  test("takes the lowest id on ties", () => {
    const equal = new Float64Array(5);
    expect(sampleRow(equal, { ...plain, temperature: 0 }).token).toBe(0);
    expect(sampleRow(equal, { ...plain, temperature: 0, banned: 0 }).token).toBe(1);
    expect([...support(equal, { topK: 2 }).keys()]).toEqual([0, 1]);
  });

  test("draws tokens as often as their probabilities say", () => {
    const counts = new Float64Array(4);
    const draws = 20_000;
    for (let position = 0; position < draws; position++) {
      const { token } = sampleRow(logits, { ...plain, uniform: sampleUniform(12, 34, position) });
      counts[token] = (counts[token] ?? 0) + 1;
    }
    // Four standard deviations of a share are at most 4·√(0.25/20000) = 0.0142.
    Array.from(counts).forEach((count, token) => {
      expect(Math.abs(count / draws - Math.exp(logits[token] ?? 0))).toBeLessThan(0.0142);
    });
  });

  test("gives log-probabilities of a distribution, whatever the transforms", () => {
    const finite = fc.float({ min: -30, max: 30, noNaN: true });
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(finite, { minLength: 2, maxLength: 40 }),
        fc.record({
          temperature: fc.double({ min: 0.05, max: 5, noNaN: true }),
          topK: fc.nat(45),
          topP: unit,
          minP: unit,
          banned: fc.integer({ min: -1, max: 1 }),
        }),
        fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
        (values, options, uniform) => {
          const row = Float64Array.from(values);
          // Walks through the whole support: the next token is drawn by the uniform just past this one's share.
          let cumulative = 0;
          const tokens: number[] = [];
          while (cumulative < 1 - 1e-9) {
            const { token, logprob } = sampleRow(row, { ...plain, ...options, uniform: cumulative + 1e-12 });
            if (tokens.includes(token)) break;
            tokens.push(token);
            cumulative += Math.exp(logprob);
          }
          expect(cumulative).toBeGreaterThan(1 - 1e-6);
          expect(cumulative).toBeLessThan(1 + 1e-6);
          expect(tokens).not.toContain(options.banned);
          if (options.topK > 0) expect(tokens.length).toBeLessThanOrEqual(options.topK);
          const drawn = sampleRow(row, { ...plain, ...options, uniform });
          expect(drawn.logprob).toBeLessThanOrEqual(1e-12);
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });

  test("makes every uniform from seeds and position alone, in [0, 1)", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), fc.nat(), (a, b, position) => {
        const uniform = sampleUniform(a | 0, b | 0, position);
        expect(uniform).toBeGreaterThanOrEqual(0);
        expect(uniform).toBeLessThan(1);
        expect(sampleUniform(a | 0, b | 0, position)).toBe(uniform);
      }),
      { seed: 1 },
    );
    expect(sampleUniform(0, 0, 0)).toBe(0x6627e8 / 2 ** 24);
  });
});
