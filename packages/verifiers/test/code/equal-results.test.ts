import { expect, test } from "vitest";
import { equalResults } from "../../src/code/equal-results.ts";
import { parsePythonLiteral } from "../../src/simulation/python-literal.ts";
import { createWorkCounter } from "../../src/work-counter.ts";

test.each([
  ["100", "100", true],
  ["100", "101", false],
  ["10000000000000000001", "10000000000000000000", false],
  ["10000000000000000000", "1e19", true],
  ["2", "2.0", true],
  ["2.0", "2", true],
  ["2.0000000000000004", "2", false],
  ["0.30000000000000004", "0.3", true],
  ["0.3000001", "0.3", false],
  ["0.0", "0.0", true],
  ["1e-12", "0.0", false],
  ["-0.0", "0", true],
  ["True", "1", false],
  ["1", "True", false],
  ["1.0", "True", false],
  ["True", "1.0", false],
  ["None", "None", true],
  ["None", "0", false],
  ["'a'", '"a"', true],
  ["'a'", "'A'", false],
  ["[1, 2]", "[1, 2]", true],
  ["[1, 2]", "(1, 2)", false],
  ["[1, 2]", "[2, 1]", false],
  ["[1, 2]", "[1, 2, 3]", false],
  ["[0.30000000000000004]", "[0.3]", true],
  ["(1, [True])", "(1, [1])", false],
  ["{1, 2}", "{2, 1}", true],
  ["set()", "{}", false],
  ["{'a': 0.30000000000000004, 'b': 1}", "{'b': 1, 'a': 0.3}", true],
  ["{'a': 1}", "{'a': 1, 'b': 2}", false],
  ["{1: 'a'}", "{True: 'a'}", false],
])("%s returned where %s is expected: %s", (actual, expected, equal) => {
  expect(equalResults(literal(actual), literal(expected), createWorkCounter())).toBe(equal);
});

function literal(text: string) {
  const value = parsePythonLiteral(text, createWorkCounter());
  if (!value.ok) throw new Error(value.message);
  return value.value;
}
