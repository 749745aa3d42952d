import fc from "fast-check";
import { expect, test } from "vitest";
import { readMetrics, trainGrpo } from "../../src/index.ts";
import { responseLimitAt } from "../../src/grpo/response-limit.ts";
import { startRun } from "../support/start-run.ts";

test("without growth the limit is maxResponseTokens at every step", () => {
  expect([1, 7, 1000].map((step) => responseLimitAt(step, { maxResponseTokens: 20 }))).toEqual([20, 20, 20]);
});

test("the limit grows evenly from the first step to the last of the growth", () => {
  const rollout = { maxResponseTokens: 5, lengthGrowth: { from: 2, steps: 7 } };
  const limits = [1, 2, 3, 4, 5, 6, 7, 8].map((step) => responseLimitAt(step, rollout));
  expect(limits).toEqual([2, 2, 3, 3, 4, 4, 5, 5]);
});

test("the limit never falls, never passes maxResponseTokens and gets there", () => {
  const size = fc.integer({ min: 1, max: 64 });
  fc.assert(
    fc.property(size, size, size, (maxResponseTokens, from, steps) => {
      const rollout = { maxResponseTokens, lengthGrowth: { from, steps } };
      const limits = Array.from({ length: steps + 1 }, (_, index) => responseLimitAt(index + 1, rollout));
      expect(limits).toEqual(limits.toSorted((a, b) => a - b));
      expect(limits.at(-1)).toBe(maxResponseTokens);
      expect(limits[steps - 1]).toBe(maxResponseTokens);
    }),
  );
});

test("responses of a run become longer with the limit", async () => {
  const options = await startRun({
    steps: 3,
    rollout: { promptsPerStep: 2, groupSize: 4, maxResponseTokens: 4, lengthGrowth: { from: 1, steps: 3 } },
  });
  await trainGrpo(options);
  const longest = (await readMetrics(options.run)).map((metrics) => metrics["response_length/max"]);
  expect(longest).toEqual([1, 2, 4]);
});
