import { expect, test } from "vitest";
import { foundAnswer, Verdict, verdictScore } from "../src/index.ts";

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

test("a verdict with an extracted answer found one, be it right, wrong or unreadable", () => {
  const extracted = { text: "7", span: { start: 1, end: 2 }, rule: "after-last-marker", rivals: 0 };
  const error = { class: "answer_parse", message: "no number" };
  expect(foundAnswer(Verdict.parse({ outcome: "correct", score: 1, ...judged, extracted }))).toBe(true);
  expect(foundAnswer(Verdict.parse({ outcome: "incorrect", score: 0, ...judged, extracted, error }))).toBe(
    true,
  );
});

test.each([
  ["no_answer", false],
  ["truncated", false],
  ["answer_limit", false],
  ["wrong_value", undefined],
  ["timeout", undefined],
])("without one, the error %s says %s of an answer", (name, found) => {
  const error = { class: name, message: "because" };
  expect(foundAnswer(Verdict.parse({ outcome: "incorrect", score: 0, ...judged, error }))).toBe(found);
});

test("a score alone does not say whether there is an answer", () => {
  expect(foundAnswer(Verdict.parse({ outcome: "partial", score: 0.5, ...judged }))).toBeUndefined();
  expect(foundAnswer(Verdict.parse({ outcome: "correct", score: 1, ...judged }))).toBeUndefined();
});
