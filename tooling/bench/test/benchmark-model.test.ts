import { createReferenceEngine } from "@guru/engine";
import { expect, test } from "vitest";
import { createBenchmarkModel, stepFlops } from "../src/engine/benchmark-model.ts";

test("a step has two operations a weight and token forward, four backward, and attention's", () => {
  const { parameters } = createBenchmarkModel(createReferenceEngine());
  // The embedding is tied to the head, so each matrix is used in one product; the gains are vectors.
  const weights = parameters
    .filter(({ shape }) => shape.length === 2)
    .reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0);
  const attention = 4 * 4 * 32 * 128;
  expect(stepFlops()).toBe(3 * (2 * weights + attention) * 64 * 64);
  expect(stepFlops() / 1e9).toBeCloseTo(28.2, 1);
});
