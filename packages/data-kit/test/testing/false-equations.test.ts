import { expect, test } from "vitest";
import { evaluateArithmetic, falseEquations } from "../../src/testing/index.ts";

test.each([
  ["2+3*4", 14],
  ["(2+3)*4", 20],
  ["-3-(-5)", 2],
  ["7//2%2", 1],
  ["-7//2", -4],
  ["-7%5", 3],
  ["7/2", 3.5],
])("%s is %d", (text, value) => {
  expect(evaluateArithmetic(text)).toBe(value);
});

test.each(["", "x+1", "3 kg", "2+", "(2", "2)", "3..4", "alert(1)"])("%j is no arithmetic", (text) => {
  expect(evaluateArithmetic(text) ?? Number.NaN).toBeNaN();
});

test("a false step is found among true ones, names and units", () => {
  expect(falseEquations("3min=180s,F=ma=32*8=240+16=256,7*8=54#256 N")).toEqual(["7*8=54"]);
  expect(falseEquations("4x=39-3=36#9")).toEqual([]);
  expect(falseEquations("Bob>Lou>Eve#Eve")).toEqual([]);
});
