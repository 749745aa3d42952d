import { expect, test } from "vitest";
import { Rollout } from "../src/index.ts";

const rollout: Rollout = {
  taskId: "a",
  groupId: "1-a",
  promptTokens: [1, 2],
  responseTokens: [3, 0],
  logprobs: [-0.5, -0.25],
  finishReason: "stop",
  text: "3",
  verdict: {
    outcome: "correct",
    score: 1,
    reason: "equal.integer",
    flags: [],
    cost: { wallMicros: 3 },
    by: { name: "math/number", version: "1", options: "" },
  },
  policyVersion: 0,
};

test("a rollout survives JSON with its numbers unchanged", () => {
  const long = { ...rollout, logprobs: [-Number.EPSILON, -1 / 3] };
  expect(Rollout.parse(JSON.parse(JSON.stringify(long)))).toEqual(long);
});

test.each([
  ["a token that is no index", { responseTokens: [-1, 0] }],
  ["an infinite log-probability", { logprobs: [Number.NEGATIVE_INFINITY, 0] }],
  ["an unknown finish reason", { finishReason: "eos" }],
  ["an unknown key", { mask: [1, 1] }],
])("%s is refused", (_what, change) => {
  expect(Rollout.safeParse({ ...rollout, ...change }).success).toBe(false);
});
