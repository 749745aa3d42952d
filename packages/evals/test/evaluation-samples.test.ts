import { expect, test } from "vitest";
import {
  type EvaluatedAnswer,
  type EvaluatedTask,
  evaluateSampler,
  evaluationSamples,
  type EvaluationResult,
} from "../src/index.ts";
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

test("takes turns between tasks whose score rose, stayed below the highest, fell and stayed the highest", () => {
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
  expect(samples[2]?.gold).toBe("6");
});

test("shows one evaluation alone", () => {
  expect(shown(evaluationSamples(before, undefined, 2)).slice(0, 2)).toEqual([
    "math before math 2? 0",
    "math before math 0? 1",
  ]);
});

test("counts a part of the reward as what it is: a rise is a rise, and less than all is not the highest", () => {
  const scored = (...scores: number[]): EvaluationResult => ({
    ...before,
    tasks: before.tasks.slice(0, scores.length).map((task, index) => {
      const answer = {
        ...(task.greedy as EvaluatedAnswer),
        outcome: "partial",
        score: scores[index],
      } as const;
      return { ...task, greedy: answer };
    }),
  });
  const samples = evaluationSamples(scored(0.9, 0.5, 0.5, 0.2), scored(0.6, 0.5, 1, 0.7), 3);
  expect(shown(samples)).toEqual([
    "math before math 2? 0.5",
    "math after math 2? 1",
    "math before math 1? 0.5",
    "math after math 1? 0.5",
    "math before math 0? 0.9",
    "math after math 0? 0.6",
  ]);
});

test("tells a response without an answer from one of which the verdict does not say", () => {
  const [first] = before.tasks;
  const answerOf = (parsed: boolean | undefined): string | null | undefined => {
    const greedy = { ...(first?.greedy as EvaluatedAnswer), extracted: undefined, parsed };
    const tasks = [{ ...(first as EvaluatedTask), greedy }];
    return evaluationSamples({ ...before, tasks })[0]?.extracted;
  };
  expect(answerOf(false)).toBeNull();
  expect(answerOf(undefined)).toBeUndefined();
});
