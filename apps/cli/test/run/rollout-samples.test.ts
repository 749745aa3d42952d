import { expect, test } from "vitest";
import { rolloutSamples, type RolloutRow } from "../../src/run/rollout-samples.ts";

const extracted = { text: "4", span: { start: 1, end: 2 }, rule: "after-last-marker", rivals: 0 };
const outcomes = new Map([
  [0, "incorrect"],
  [1, "correct"],
]);

const row = (domain: string, score: number | undefined, details: object = { extracted }): RolloutRow => ({
  step: 3,
  domain,
  level: 1,
  prompt: "2+2=?",
  response: "#4",
  truth: '{"value":"4"}',
  verdict: JSON.stringify({
    ...(score === undefined ? { outcome: "unscored" } : { outcome: outcomes.get(score) ?? "partial", score }),
    ...{ reason: "equal", flags: [], cost: { wallMicros: 1 } },
    by: { name: "test", version: "1", options: "" },
    ...details,
  }),
});

test("of a training step one right and one wrong rollout of each domain are shown", () => {
  const rows = [row("math", 0), row("math", 0), row("math", 1), row("logic", 1), row("logic", undefined)];
  expect(rolloutSamples(rows).map(({ domain, reward, gold, when }) => [domain, reward, gold, when])).toEqual([
    ["math", 1, "4", "step 3"],
    ["math", 0, "4", "step 3"],
    ["logic", 1, "4", "step 3"],
  ]);
});

test("where rewards are parts, the best and the worst are shown", () => {
  const rows = [row("math", 0.5), row("math", 0.25), row("math", 0.75), row("code", 0.5), row("code", 0.5)];
  expect(rolloutSamples(rows).map(({ domain, reward }) => [domain, reward])).toEqual([
    ["math", 0.75],
    ["math", 0.25],
    ["code", 0.5],
  ]);
});

test("a response without an answer is told from one of which the verdict does not say", () => {
  const answerOf = (details: object): unknown => rolloutSamples([row("math", 0, details)])[0]?.extracted;
  expect(answerOf({ extracted })).toBe("4");
  expect(answerOf({ error: { class: "no_answer", message: "none" } })).toBeNull();
  expect(answerOf({})).toBeUndefined();
});
