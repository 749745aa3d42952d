import { RunConfig } from "@guru/core";
import { expect, test } from "vitest";
import { resolveObjective } from "../../src/objective/objective.ts";

test("a config that states nothing gets verl's definitions", () => {
  expect(resolveObjective(RunConfig.parse({}).objective, 48)).toEqual({
    advantage: "grpo",
    stdEpsilon: 1e-6,
    clipLow: 0.2,
    clipHigh: 0.2,
    dualClip: 3,
    logRatioLimit: 20,
    aggregation: "token-mean",
    normLength: 48,
    normPerRow: false,
    klForm: "k3",
    klCoefficient: 0,
    klLimits: { difference: 20, value: 10 },
    entropyCoefficient: 0,
  });
});

test("what the config states wins over its preset, null included", () => {
  const { objective } = RunConfig.parse({ objective: { preset: "guru", clipHigh: 0.28, dualClip: null } });
  expect(resolveObjective(objective, 48)).toMatchObject({ clipLow: 0.2, clipHigh: 0.28, dualClip: null });
});
