import { expect, test } from "vitest";
import { Verdict, verdictScore } from "../src/index.ts";

const judged = {
  reason: "equal.integer",
  flags: [],
  cost: { wallMicros: 3 },
  by: { name: "math/number", version: "1", options: "0".repeat(64) },
};

test.each([
  ["correct", 1],
  ["incorrect", 0],
  ["partial", 0.25],
] as const)("a %s verdict has the score %d and survives JSON", (outcome, score) => {
  const verdict = Verdict.parse({ outcome, score, ...judged });
  expect(verdictScore(verdict)).toBe(score);
  expect(Verdict.parse(JSON.parse(JSON.stringify(verdict)))).toEqual(verdict);
});

test("an unscored verdict has no score at all", () => {
  const verdict = Verdict.parse({
    outcome: "unscored",
    ...judged,
    error: { class: "sandbox_unavailable", message: "no python3" },
  });
  expect(verdictScore(verdict)).toBeUndefined();
  expect(Verdict.safeParse({ ...verdict, score: 0 }).success).toBe(false);
});

test.each([
  ["a correct verdict with less than 1", { outcome: "correct", score: 0.5 }],
  ["an incorrect verdict with more than 0", { outcome: "incorrect", score: 0.5 }],
  ["a score above 1", { outcome: "partial", score: 1.5 }],
  ["a score that is not a number", { outcome: "partial", score: Number.NaN }],
  ["no score", { outcome: "partial" }],
  ["an unknown outcome", { outcome: "skipped", score: 0 }],
])("%s is refused", (_what, value) => {
  expect(Verdict.safeParse({ ...judged, ...value }).success).toBe(false);
});
