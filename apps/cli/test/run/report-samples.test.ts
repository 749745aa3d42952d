import type { EvaluatedTask, EvaluationResult } from "@guru/evals";
import { expect, test } from "vitest";
import { evaluationSamples, rolloutSamples, showTruth } from "../../src/run/report-samples.ts";

test.each([
  ["27", "27"],
  [{ value: "27" }, "27"],
  [{ value: "256", unit: "N" }, "256 N"],
  [{ value: "256", unit: "" }, "256"],
  [{ answer: "Eve", candidates: ["Eve", "Lou"] }, "Eve"],
  [{ tests: [] }, '{"tests":[]}'],
  [[1, 2], "[1,2]"],
  [null, "null"],
])("the right answer %j is shown as %s", (truth, shown) => {
  expect(showTruth(truth)).toBe(shown);
});

const task = (id: string, score: number): EvaluatedTask => ({
  id,
  domain: "math",
  level: 2,
  prompt: `prompt ${id}`,
  truth: { value: "1" },
  greedy: {
    outcome: score === 1 ? "correct" : "incorrect",
    score,
    parsed: true,
    reason: "r",
    text: `#${score}`,
    tokens: 2,
    finishReason: "stop",
  },
  samples: [],
});
const result = (...scores: number[]): EvaluationResult => ({
  seed: 1,
  samples: 0,
  maxTokens: 4,
  tasks: scores.map((score, index) => task(String(index), score)),
  phases: [],
  seconds: 1,
});

test("tasks that training mended are shown before and after, and one that it did not", () => {
  const samples = evaluationSamples(result(0, 0, 0, 0, 1), result(1, 0, 1, 1, 1));
  expect(samples.map(({ prompt, when, reward }) => [prompt, when, reward])).toEqual([
    ["prompt 0", "before", 0],
    ["prompt 0", "after", 1],
    ["prompt 2", "before", 0],
    ["prompt 2", "after", 1],
    ["prompt 1", "before", 0],
    ["prompt 1", "after", 0],
  ]);
});

test("of a training step one right and one wrong rollout of each domain are shown", () => {
  const row = (domain: string, score: number | null): Record<string, unknown> => ({
    step: 3,
    domain,
    level: 1,
    prompt: "2+2=?",
    response: "#4",
    truth: '{"value":"4"}',
    extracted: "4",
    score,
    reason: "equal",
  });
  const rows = [row("math", 0), row("math", 0), row("math", 1), row("logic", 1), row("logic", null)];
  expect(rolloutSamples(rows).map(({ domain, reward, gold, when }) => [domain, reward, gold, when])).toEqual([
    ["math", 1, "4", "step 3"],
    ["math", 0, "4", "step 3"],
    ["logic", 1, "4", "step 3"],
  ]);
});
