import { createRandom } from "@guru/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bootstrapInterval, pairedBootstrap, stratifiedBootstrap } from "../../src/index.ts";

const normals = (count: number, seed: number): number[] => {
  const random = createRandom(seed, "normals");
  return Array.from({ length: count }, () => random.normal());
};

describe("the interval of a mean", () => {
  test("has the width of the normal approximation on many values", () => {
    const values = normals(2000, 1);
    const interval = bootstrapInterval(values, { seed: 3, draws: 4000 });
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    const half = (1.96 * deviation) / Math.sqrt(values.length);
    expect(interval.value).toBeCloseTo(mean, 12);
    expect(Math.abs(interval.low - (mean - half))).toBeLessThan(0.08 * half);
    expect(Math.abs(interval.high - (mean + half))).toBeLessThan(0.08 * half);
  });

  test("matches the exact quantiles of two values resampled", () => {
    // The mean of two picks from {0, 1} is 0, 1/2, 1 with chances 1/4, 1/2, 1/4.
    expect(bootstrapInterval([0, 1], { seed: 1, level: 0.95 })).toEqual({ value: 0.5, low: 0, high: 1 });
    expect(bootstrapInterval([0, 1], { seed: 1, level: 0.4 })).toEqual({ value: 0.5, low: 0.5, high: 0.5 });
  });

  test("covers the true share about as often as it says", () => {
    const share = 0.3;
    let covered = 0;
    const repeats = 400;
    for (let repeat = 0; repeat < repeats; repeat++) {
      const random = createRandom(repeat, "coverage");
      const values = Array.from({ length: 100 }, () => (random.next() < share ? 1 : 0));
      const { low, high } = bootstrapInterval(values, { seed: repeat, draws: 300 });
      if (low <= share && share <= high) covered++;
    }
    expect(covered / repeats).toBeGreaterThan(0.91);
    expect(covered / repeats).toBeLessThan(0.98);
  });

  test("is the same for the same seed and differs for another", () => {
    const values = normals(50, 2);
    expect(bootstrapInterval(values, { seed: 5 })).toEqual(bootstrapInterval(values, { seed: 5 }));
    expect(bootstrapInterval(values, { seed: 5 })).not.toEqual(bootstrapInterval(values, { seed: 6 }));
  });

  test("stays inside the values and has no width for one value", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 1, maxLength: 12 }),
        (values) => {
          const { low, high } = bootstrapInterval(values, { seed: 1, draws: 100 });
          expect(low).toBeLessThanOrEqual(high);
          expect(low).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9);
          expect(high).toBeLessThanOrEqual(Math.max(...values) + 1e-9);
        },
      ),
    );
    expect(bootstrapInterval([0.25], { seed: 1 })).toEqual({ value: 0.25, low: 0.25, high: 0.25 });
  });

  test("refuses no values and values that are no numbers", () => {
    expect(() => bootstrapInterval([], { seed: 1 })).toThrow("at least one value");
    expect(() => bootstrapInterval([1, Number.NaN], { seed: 1 })).toThrow("finite values, got NaN");
  });
});

describe("the paired bootstrap", () => {
  test("is narrow when both sides share what makes a task hard", () => {
    const before = normals(200, 3);
    const after = before.map((value) => value + 0.1);
    const paired = pairedBootstrap(before, after, { seed: 1 });
    expect(paired.value).toBeCloseTo(0.1, 12);
    expect(paired.high - paired.low).toBeLessThan(1e-9);
  });

  test("refuses lists of different length", () => {
    expect(() => pairedBootstrap([1], [1, 2], { seed: 1 })).toThrow("got 1 and 2 values");
  });
});

describe("the stratified bootstrap", () => {
  test("weighs every stratum the same whatever its size", () => {
    const strata = [Array.from({ length: 90 }, () => 1), Array.from({ length: 10 }, () => 0)];
    expect(stratifiedBootstrap(strata, { seed: 1 })).toEqual({ value: 0.5, low: 0.5, high: 0.5 });
  });

  test("has the spread of independent strata", () => {
    const strata = [normals(400, 7), normals(400, 8), normals(400, 9), normals(400, 10)];
    const { low, high } = stratifiedBootstrap(strata, { seed: 2, draws: 4000 });
    // Four strata of 400 standard normals: standard error 1 / sqrt(1600).
    expect(high - low).toBeGreaterThan((2 * 1.96) / 40 / 1.12);
    expect(high - low).toBeLessThan(((2 * 1.96) / 40) * 1.12);
  });

  test("resamples equal strata independently", () => {
    const values = normals(100, 11);
    const one = bootstrapInterval(values, { seed: 4 });
    const two = stratifiedBootstrap([values, values, values, values], { seed: 4 });
    expect((two.high - two.low) / (one.high - one.low)).toBeLessThan(0.6);
  });
});
