import { GuruError } from "@guru/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSandbox } from "../../src/sandbox/create-sandbox.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { simulationCodeioInput } from "../../src/simulation/codeio-input.ts";
import { testVerifier } from "../../src/testing/index.ts";
import { noLevelOne } from "../sandbox/confined-machine.ts";

const square = `
import math

def helper(n):
    return n * n

def main_solution(n, shift=0):
    print("squaring", n)
    return {"square": helper(n) + shift, "pair": (n % 2, None)}
`;
const truth = { program: square, output: '{"square": 9, "pair": [1, null]}' };
const inFence = (answer: string): string => `\`\`\`json\n{"input": ${answer}}\n\`\`\``;

describe.skipIf(noLevelOne)(`inputs of programs (${noLevelOne ?? "level 1"})`, () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await createSandbox({ workers: 1 });
  });
  afterAll(async () => {
    await sandbox.close();
  });

  testVerifier(simulationCodeioInput, {
    render: inFence,
    runs: 40,
    context: () => ({ sandbox }),
    cases: [
      {
        truth,
        correct: [
          '{"n": 3}',
          '{"n": -3}',
          '{"shift": 8, "n": 1}',
          "{'n': 3.0}",
          '{"n": 0.5, "shift": 8.75, "n": 3, "shift": 0}',
        ],
        incorrect: [
          { name: "another number", text: '{"n": 4}' },
          { name: "another name", text: '{"m": 3}' },
          { name: "one name more", text: '{"n": 3, "m": 0}' },
          { name: "no object", text: "3" },
          { name: "another type", text: '{"n": "3"}' },
          { name: "something to compute", text: '{"n": 1 + 2}' },
        ],
      },
    ],
    badTruths: [
      {},
      { program: square },
      { output: "9" },
      { program: square, output: "f(3)" },
      { input: "3" },
      { program: square, output: "9", entryPoint: "not a name" },
      "9",
    ],
  });

  const judge = (answer: string, more: object = {}) =>
    simulationCodeioInput.verify({ text: inFence(answer) }, { ...truth, ...more }, { sandbox });

  test("every input is right on which the program returns the output", async () => {
    expect(await judge('{"n": -3}')).toMatchObject({ outcome: "correct", reason: "equal.run" });
    expect(await judge('{"n": 2}')).toMatchObject({ outcome: "incorrect", reason: "different.result" });
    expect(await judge('{"n": null}')).toMatchObject({ outcome: "incorrect", reason: "code.runtime-error" });
  });

  test("the known input is right, whatever the program returns", async () => {
    expect(await judge('{"n": 7}', { input: '{"n": 7}' })).toMatchObject({ reason: "equal.input" });
  });

  test("a bare object in a fence is the input, and a parameter may be called input", async () => {
    const program = "def main_solution(input):\n    return input[::-1]";
    const verify = (text: string) =>
      simulationCodeioInput.verify({ text }, { program, output: '"ab"' }, { sandbox });
    expect(await verify('```json\n{"input": "ba"}\n```')).toMatchObject({ outcome: "correct" });
    expect(await verify('{"input": {"input": "ba"}}')).toMatchObject({ outcome: "correct" });
    expect(await verify('{"input": {"input": "ab"}}')).toMatchObject({ outcome: "incorrect" });
  });

  test("a program that does not return its output on the known input scores nothing else", async () => {
    const program = "def main_solution(n):\n    return n + 1";
    const verify = (text: string) =>
      simulationCodeioInput.verify({ text }, { program, output: "9", input: '{"n": 3}' }, { sandbox });
    expect(await verify(inFence('{"n": 3}'))).toMatchObject({ outcome: "correct" });
    expect(await verify(inFence('{"n": 5}'))).toMatchObject({
      outcome: "unscored",
      reason: "gold.not-reproduced",
      error: { class: "gold_parse" },
    });
  });

  test.each([
    ["does not compile", "def main_solution(n) return n"],
    ["defines another function", "def solution(n):\n    return n"],
    [
      "uses a module that is missing",
      "import numpy as np\ndef main_solution(n):\n    return int(np.sqrt(n))",
    ],
    [
      "hides that it uses one",
      "import nowhere\ndef main_solution(n):\n    try:\n        return nowhere.f(n)\n    except Exception:\n        return 0",
    ],
    ["raises while it is loaded", "raise SystemExit(1)"],
  ])("a program that %s is our fault", async (_name, program) => {
    expect(await judge('{"n": 3}', { program })).toMatchObject({
      outcome: "unscored",
      reason: "gold.unrunnable",
      error: { class: "gold_parse" },
    });
  });

  test("a module that is missing may be named", async () => {
    const program =
      "import unittest.mock\nfrom nowhere import Base\nclass Test(Base.Case):\n    pass\n" +
      "def main_solution(n):\n    return n * n";
    expect(await judge('{"n": 3}', { program, output: "9" })).toMatchObject({ outcome: "correct" });
  });

  test("what a program returns is what it would write as JSON", async () => {
    const program = `
from collections import OrderedDict, namedtuple
Point = namedtuple("Point", "x y")
def main_solution(n):
    return OrderedDict({n: Point(n, float("nan")), True: 10 ** 20})`;
    const output = '{"3": [3, NaN], "true": 100000000000000000000}';
    expect(await judge('{"n": 3}', { program, output })).toMatchObject({ outcome: "correct" });
    expect(await judge('{"n": 3}', { program: "def main_solution(n):\n    return {n}" })).toMatchObject({
      outcome: "incorrect",
      reason: "different.type",
    });
  });

  test("random numbers and the order of sets are the same in every run", async () => {
    const program = `
import random
def main_solution(n):
    return [random.randint(0, 10 ** 9) for _ in range(n)] + list({"a", "b", "c"})`;
    const run = () => judge('{"n": 3}', { program, output: "[]" });
    expect(await run()).toMatchObject(await run());
  });

  test("an input that makes the program run for ever earns 0", async () => {
    const program = "def main_solution(n):\n    while n != 0:\n        n -= 2\n    return 9";
    expect(await judge('{"n": 3}', { program, output: "9" })).toMatchObject({
      outcome: "incorrect",
      reason: "code.timeout",
    });
  });

  test("an input that no literal can stand for earns 0", async () => {
    expect(await judge('{"n": NaN}')).toMatchObject({ outcome: "incorrect", reason: "answer.unreadable" });
  });
});

test("nothing is scored without a sandbox, not even a missing answer", async () => {
  for (const text of [inFence('{"n": 3}'), ""])
    expect(await simulationCodeioInput.verify({ text }, truth, {})).toMatchObject({
      outcome: "unscored",
      reason: "sandbox.unavailable",
      error: { class: "sandbox_unavailable" },
    });
});

test("a sandbox that fails leaves the response unscored", async () => {
  const failing = (error: Error): Sandbox =>
    ({ callFunction: () => Promise.reject(error) }) as unknown as Sandbox;
  const verify = (error: Error) =>
    simulationCodeioInput.verify({ text: inFence('{"n": 3}') }, truth, { sandbox: failing(error) });
  expect(await verify(new GuruError("sandbox_unavailable", "gone"))).toMatchObject({
    outcome: "unscored",
    error: { class: "sandbox_unavailable" },
  });
  expect(await verify(new Error("odd"))).toMatchObject({ outcome: "unscored", error: { class: "internal" } });
});

test("where only an input is known, it alone is right", async () => {
  const verify = (text: string) =>
    simulationCodeioInput.verify({ text }, { input: '{"n": 3, "m": [1]}' }, {});
  expect(await verify(inFence('{"m": [1], "n": 3}'))).toMatchObject({ outcome: "correct" });
  expect(await verify(inFence('{"n": 3}'))).toMatchObject({
    outcome: "incorrect",
    reason: "different.input",
  });
});

test("published mode compares with the known input and runs nothing", async () => {
  const verify = (text: string, more: object) =>
    simulationCodeioInput.verify({ text }, { ...truth, ...more }, { mode: "published" });
  const known = { input: '{"n": 3}' };
  expect(await verify('```\n{"n": 3}\n```', known)).toMatchObject({
    outcome: "correct",
    reason: "equal.published",
  });
  expect(await verify(inFence('{"n": -3}'), known)).toMatchObject({ outcome: "incorrect" });
  expect(await verify(inFence('{"n": 3}'), {})).toMatchObject({
    outcome: "unscored",
    reason: "gold.unreadable",
  });
});
