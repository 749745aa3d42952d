import type { Task } from "@guru/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { drawTasks, type DrawTasksOptions } from "../src/index.ts";
import { countingLevels, createCounting } from "./counting.ts";

const math = createCounting(countingLevels);
const logic = createCounting(countingLevels, "logic/counting");
const base: DrawTasksOptions = {
  generators: [math, logic],
  seed: 1,
  split: "test",
  levels: [1, 2, 3, 4],
  count: 48,
};

function countBy(tasks: readonly Task[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { domain, difficulty } of tasks) {
    const key = `${domain} ${difficulty.level ?? 0}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

test("domains and levels get exactly equal parts where the count divides", () => {
  for (const seed of [1, 2, 3]) {
    const counts = countBy(drawTasks({ ...base, seed }));
    expect(Object.keys(counts)).toHaveLength(8);
    expect(new Set(Object.values(counts))).toEqual(new Set([6]));
  }
});

test("weights share the tasks out between domains, and a weight of 0 leaves one out", () => {
  const third = drawTasks({ ...base, weights: { math: 2 } });
  expect(third.filter(({ domain }) => domain === "math")).toHaveLength(32);
  expect(drawTasks({ ...base, weights: { math: 0 } }).every(({ domain }) => domain === "logic")).toBe(true);
});

test("any count is met, without repeats, and each part stays within one of its share", () => {
  const weights = fc.record({ math: fc.integer({ min: 1, max: 9 }), logic: fc.integer({ min: 1, max: 9 }) });
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 60 }), weights, (seed, count, mix) => {
      const tasks = drawTasks({ ...base, seed, count, weights: mix });
      expect(tasks).toHaveLength(count);
      expect(new Set(tasks.map(({ id }) => id)).size).toBe(count);
      const share = (count * mix.math) / (mix.math + mix.logic);
      expect(Math.abs(tasks.filter(({ domain }) => domain === "math").length - share)).toBeLessThan(1);
    }),
    { numRuns: 50 },
  );
});

test("the same options give the same tasks in the same order; seeds and splits differ", () => {
  expect(drawTasks(base)).toEqual(drawTasks(base));
  expect(drawTasks({ ...base, seed: 2 })).not.toEqual(drawTasks(base));
  const train = new Set(drawTasks({ ...base, split: "train", count: 400 }).map(({ id }) => id));
  expect(drawTasks({ ...base, count: 400 }).filter(({ id }) => train.has(id))).toEqual([]);
});

test("levels that ask the same questions still give no task twice", () => {
  const [same = []] = countingLevels;
  const twin = createCounting([same, same]);
  const tasks = drawTasks({ ...base, generators: [twin], levels: [1, 2], count: 60 });
  expect(new Set(tasks.map(({ id }) => id)).size).toBe(60);
});

test("asking for more tasks than exist is an error that says how many there are", () => {
  const tiny = createCounting([[{ kind: "after", share: 1, number: [1, 60] }]]);
  const draw = (): Task[] => drawTasks({ ...base, generators: [tiny], levels: [1], count: 60 });
  expect(draw).toThrow(expect.objectContaining({ code: "tasks_exhausted" }));
  expect(draw).toThrow(/math\/counting level 1 has \d+ different test tasks of the 60 wanted/);
});

test.each<[string, Partial<DrawTasksOptions>]>([
  ["no levels", { levels: [] }],
  ["no generators", { generators: [] }],
  ["only weights of 0", { weights: { math: 0, logic: 0 } }],
  ["a negative weight", { weights: { math: -1 } }],
])("a mix with %s is an error", (_title, change) => {
  expect(() => drawTasks({ ...base, ...change })).toThrow(expect.objectContaining({ code: "task_mix" }));
});
