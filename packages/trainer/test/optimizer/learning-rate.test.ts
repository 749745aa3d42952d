import { RunConfig, type RunConfigInput } from "@guru/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { learningRateAt } from "../../src/index.ts";

function optimizer(changes: RunConfigInput["optimizer"]): RunConfig["optimizer"] {
  return RunConfig.parse({ optimizer: { learningRate: 1, warmupSteps: 4, finalFraction: 0.2, ...changes } })
    .optimizer;
}

test.each([
  ["constant", [0.25, 0.5, 0.75, 1, 1, 1, 1]],
  ["linear", [0.25, 0.5, 0.75, 1, 0.8, 0.6, 0.2]],
  ["cosine", [0.25, 0.5, 0.75, 1, 0.2 + 0.4 * (1 + Math.SQRT1_2), 0.6, 0.2]],
] as const)("the %s schedule warms up and falls as its formula says", (schedule, wanted) => {
  const config = optimizer({ schedule });
  const rates = [1, 2, 3, 4, 6, 8, 12].map((step) => learningRateAt(step, config, 12));
  for (const [index, rate] of wanted.entries()) expect(rates[index]).toBeCloseTo(rate, 12);
});

test("without warm-up the first step has nearly the full rate", () => {
  expect(learningRateAt(1, optimizer({ warmupSteps: 0, schedule: "linear" }), 10)).toBeCloseTo(0.92, 12);
});

test("the rate is always positive and never above the highest", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 0, max: 60 }),
      fc.constantFrom("constant" as const, "linear" as const, "cosine" as const),
      (total, warmupSteps, schedule) => {
        const config = optimizer({ warmupSteps, schedule });
        for (let step = 1; step <= total; step++) {
          const rate = learningRateAt(step, config, total);
          expect(rate).toBeGreaterThan(0);
          expect(rate).toBeLessThanOrEqual(1);
        }
      },
    ),
  );
});
