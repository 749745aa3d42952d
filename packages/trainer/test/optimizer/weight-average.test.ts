import { createParameter, createReferenceEngine } from "@guru/engine";
import { expect, test } from "vitest";
import { createWeightAverage } from "../../src/optimizer/weight-average.ts";

test("the average follows the weights, fast at first and then by its decay", async () => {
  const engine = createReferenceEngine();
  const parameter = createParameter(engine, "w", [1], Float32Array.of(0));
  const average = createWeightAverage(engine, [parameter], 0.9);
  engine.write(parameter.buffer, Float64Array.of(1));
  average.follow(1);
  average.follow(1000);
  await average.swap();
  // First decay (1 + 1)/(10 + 1), then 0.9.
  const first = 1 - 2 / 11;
  expect((await engine.read(parameter.buffer))[0]).toBeCloseTo(first + 0.1 * (1 - first), 12);
});

test("swapping twice gives the very weights back", async () => {
  const engine = createReferenceEngine();
  const parameter = createParameter(engine, "w", [3], Float32Array.of(-0, 1 / 3, 7));
  const average = createWeightAverage(engine, [parameter], 0.5);
  engine.write(parameter.buffer, Float64Array.of(-0, 1 / 3, Math.PI));
  await average.swap();
  expect([...(await engine.read(parameter.buffer))]).not.toContain(Math.PI);
  await average.swap();
  expect([...(await engine.read(parameter.buffer))]).toEqual([-0, 1 / 3, Math.PI]);
});
