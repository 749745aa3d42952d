import { evaluateArithmetic } from "@guru/data-kit/testing";
import { expect, test } from "vitest";
import { arithmetic } from "../src/index.ts";

const tasks = arithmetic.levels.flatMap((level) =>
  Array.from({ length: 100 }, (_, index) => arithmetic.generate({ seed: 3, index, level, split: "train" })),
);

test("an expression is worth what the truth says", () => {
  const judged = tasks.flatMap(({ prompt, truth }) => {
    const [, expression] = /^([^x]*)=\?$/.exec(prompt[0]?.content ?? "") ?? [];
    return expression === undefined ? [] : [{ expression, value: (truth as { value: string }).value }];
  });
  expect(judged.length).toBeGreaterThan(200);
  for (const { expression, value } of judged) expect(String(evaluateArithmetic(expression))).toBe(value);
});

test("exactly one whole number from -1000 to 1000 solves an equation, and it is the truth", () => {
  const equations = tasks.flatMap(({ prompt, truth }) => {
    const [, left, right] = /^(.*)=(.*) x=\?$/.exec(prompt[0]?.content ?? "") ?? [];
    return left === undefined || right === undefined
      ? []
      : [{ left, right, value: (truth as { value: string }).value }];
  });
  expect(equations.length).toBeGreaterThan(50);
  for (const { left, right, value } of equations) {
    const at = (side: string, x: number): number | undefined =>
      evaluateArithmetic(side.replace("x", `*(${x})`));
    const solutions = Array.from({ length: 2001 }, (_, index) => index - 1000).filter(
      (x) => at(left, x) === at(right, x),
    );
    expect(solutions.map(String)).toEqual([value]);
  }
});
