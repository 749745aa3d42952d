import { expect, test } from "vitest";
import { pythonFunction } from "../src/index.ts";

interface Truth {
  readonly entryPoint: null;
  readonly tests: readonly { readonly arguments: readonly string[]; readonly expected: string }[];
}

const tasks = pythonFunction.levels.flatMap((level) =>
  Array.from({ length: 60 }, (_, index) =>
    pythonFunction.generate({ seed: 3, index, level, split: "train" }),
  ),
);

test("every task has six or more tests, edge values among them, and no constant passes", () => {
  for (const task of tasks) {
    const { tests } = task.truth as unknown as Truth;
    expect(tests.length).toBeGreaterThanOrEqual(6);
    const values = tests.map(({ arguments: [value] }) => value);
    const edges = values[0]?.startsWith("[") === true ? ["[]"] : ["0", "1", "-1"];
    expect(values).toEqual(expect.arrayContaining(edges));
    expect(new Set(tests.map(({ expected }) => expected)).size).toBeGreaterThan(1);
  }
});

test("a linear function's truth runs through both points of the prompt", () => {
  const lines = tasks.filter(({ prompt }) => prompt[0]?.content.startsWith("linear"));
  expect(lines.length).toBeGreaterThan(50);
  for (const { prompt, truth } of lines) {
    const numbers = prompt[0]?.content.match(/-?\d+/g)?.map(Number) ?? [];
    const [from = 0, low = 0, to = 0, high = 0] = numbers;
    for (const {
      arguments: [value],
      expected,
    } of (truth as unknown as Truth).tests) {
      expect((Number(expected) - low) * (to - from)).toBe((high - low) * (Number(value) - from));
    }
  }
});
