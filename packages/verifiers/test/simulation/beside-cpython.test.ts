import { spawnSync } from "node:child_process";
import { createRandom } from "@guru/core";
import { describe, expect, test } from "vitest";
import { equalPythonValues } from "../../src/simulation/python-equality.ts";
import { parsePythonLiteral } from "../../src/simulation/python-literal.ts";
import { createWorkCounter } from "../../src/work-counter.ts";
import { randomLiteral } from "./random-literal.ts";

// Reads pairs of literals and says of each whether it is one, and whether the two are equal in Python.
const oracle = `
import ast, json, sys, warnings
warnings.simplefilter("ignore")
def read(text):
    try:
        return [ast.literal_eval(text)]
    except (ValueError, SyntaxError, TypeError, OverflowError, MemoryError, RecursionError):
        return None
def answer(pair):
    a, b = map(read, pair)
    return [a is not None, b is not None, a is not None and b is not None and a == b]
json.dump([answer(pair) for pair in json.load(sys.stdin)], sys.stdout)
`;

const hasPython = spawnSync("python3", ["--version"]).status === 0;
const pairCount = Number(process.env["GURU_LITERAL_PAIRS"] ?? 8_000);

const read = (text: string) => parsePythonLiteral(text, createWorkCounter(), "cpython");

describe.skipIf(!hasPython)("beside CPython (skipped where there is no python3)", () => {
  test("literals of every kind are read, refused and compared as ast.literal_eval and == do", () => {
    const random = createRandom(2, "cpython-literals");
    const pairs = Array.from({ length: pairCount }, () => {
      const literal = randomLiteral(random);
      return [literal, random.next() < 0.3 ? literal : randomLiteral(random)] as const;
    });
    const run = spawnSync("python3", ["-I", "-c", oracle], {
      input: JSON.stringify(pairs),
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
    expect(run.stderr).toBe("");
    const answers = JSON.parse(run.stdout) as [boolean, boolean, boolean][];

    const disagreements = pairs.flatMap(([a, b], index) => {
      const [left, right] = [read(a), read(b)];
      const ours = [
        left.ok,
        right.ok,
        left.ok &&
          right.ok &&
          equalPythonValues(left.value, right.value, { equality: "python", work: createWorkCounter() }),
      ];
      return ours.join() === answers[index]?.join() ? [] : [{ a, b, ours, cpython: answers[index] }];
    });
    expect(disagreements).toEqual([]);
    const literals = answers.flatMap(([a, b]) => [a, b]);
    expect(literals.filter(Boolean).length).toBeGreaterThan(pairCount / 2);
    expect(literals.filter((isLiteral) => !isLiteral).length).toBeGreaterThan(pairCount / 4);
    expect(answers.filter(([, , equal]) => equal).length).toBeGreaterThan(pairCount / 10);
  });
});
