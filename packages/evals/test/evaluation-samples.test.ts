import { expect, test } from "vitest";
import { evaluateSampler, evaluationSamples, type EvaluationResult } from "../src/index.ts";
import { judge, makeTask, scriptedSampler } from "./fixtures/make-task.ts";

const tasks = Array.from({ length: 8 }, (_, index) => makeTask(index < 6 ? "math" : "logic", index));

/** Right on the numbers given. */
function evaluate(right: readonly number[]): Promise<EvaluationResult> {
  const sampler = scriptedSampler((prompt) => {
    const number = Number(/\d+/.exec(prompt)?.[0]);
    return right.includes(number) ? `#${number}` : "#no";
  });
  return evaluateSampler({
    tasks,
    judge,
    modes: { greedy: true, samples: 0 },
    maxTokens: 9,
    seed: 1,
    sampler,
  });
}

const before = await evaluate([0, 1, 5]);
const after = await evaluate([0, 3, 4]);
const shown = (samples: ReturnType<typeof evaluationSamples>): string[] =>
  samples.map(({ domain, when, prompt, reward }) => `${domain} ${when} ${prompt} ${reward ?? ""}`);

test("takes turns between tasks that turned right, stayed wrong, turned wrong and stayed right", () => {
  expect(shown(evaluationSamples(before, after, 4)).filter((line) => line.startsWith("math"))).toEqual([
    "math before math 3? 0",
    "math after math 3? 1",
    "math before math 2? 0",
    "math after math 2? 0",
    "math before math 1? 1",
    "math after math 1? 0",
    "math before math 0? 1",
    "math after math 0? 1",
  ]);
});

test("gives every domain its own share, and the gold answer with each", () => {
  const samples = evaluationSamples(before, after, 1);
  expect(samples.map(({ domain }) => domain)).toEqual(["math", "math", "logic", "logic"]);
  expect(samples[2]?.gold).toBe('{"value":"6"}');
});

test("shows one evaluation alone", () => {
  expect(shown(evaluationSamples(before, undefined, 2)).slice(0, 2)).toEqual([
    "math before math 2? 0",
    "math before math 0? 1",
  ]);
});
