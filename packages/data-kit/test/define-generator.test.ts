import type { Task } from "@guru/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { splitOf } from "../src/index.ts";
import { testGenerator } from "../src/testing/index.ts";
import { countingLevels, createCounting } from "./counting.ts";

const counting = createCounting(countingLevels);

testGenerator(counting, {
  verify: (items) =>
    Promise.resolve(
      items.map(({ task, text }) =>
        (task.truth as { value: string }).value === text.split("#").at(-1) ? 1 : 0,
      ),
    ),
  wrongAnswers: (task: Task) => [`${(task.truth as { value: string }).value}1`],
  longest: { prompt: 16, response: 12 },
});

test("a task is the same whatever was drawn before it, and lies on the wanted side", () => {
  const draws = fc.record({
    seed: fc.integer(),
    index: fc.nat(),
    level: fc.integer({ min: 1, max: 5 }),
    split: fc.constantFrom("train" as const, "test" as const),
  });
  fc.assert(
    fc.property(draws, draws, (draw, other) => {
      const task = counting.generate(draw);
      counting.generate(other);
      expect(counting.generate(draw)).toEqual(task);
      expect(task.split).toBe(draw.split);
      expect(splitOf(task.prompt[0]?.content ?? "")).toBe(draw.split);
    }),
  );
});

test("kinds come as often as their shares say", () => {
  const tasks = Array.from({ length: 1000 }, (_, index) =>
    counting.generate({ seed: 1, index, level: 1, split: "train" }),
  );
  const after = tasks.filter((task) => task.prompt[0]?.content.startsWith("after")).length;
  expect(Math.abs(after - 750)).toBeLessThan(60);
});

test("a table with a range the wrong way round names level, kind and knob", () => {
  const levels = [[{ kind: "after", share: 1, number: [9, 1] as const }]];
  expect(() => createCounting(levels)).toThrow(
    "math/counting level 1, after: number must be two integers [low, high] with low <= high, got [9, 1]",
  );
});

test.each([
  ["no levels", []],
  ["a level without kinds", [[]]],
  ["a share of zero", [[{ kind: "after", share: 0, number: [1, 9] as const }]]],
  ["a range of fractions", [[{ kind: "after", share: 1, number: [1, 9.5] as const }]]],
])("a table with %s is refused", (_title, levels) => {
  expect(() => createCounting(levels)).toThrow(expect.objectContaining({ code: "level_table" }));
});

test("a level whose questions all lie on the other side ends with an error, not in an endless search", () => {
  const number = Array.from({ length: 100 }, (_, index) => index).find(
    (value) => value % 10 !== 7 && splitOf(`after ${value}?`) === "train",
  ) as number;
  const narrow = createCounting([[{ kind: "after", share: 1, number: [number, number] }]]);
  expect(() => narrow.generate({ seed: 1, index: 0, level: 1, split: "test" })).toThrow(
    expect.objectContaining({ code: "generator_exhausted" }),
  );
});
