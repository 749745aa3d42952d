import { GuruError, type Json, Verdict } from "@guru/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { codeFunctional } from "../../src/code/functional.ts";
import { createSandbox } from "../../src/sandbox/create-sandbox.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { testVerifier } from "../../src/testing/index.ts";
import { noLevelOne } from "../sandbox/confined-machine.ts";
import { fenced } from "./fenced.ts";

const check = "def check(candidate):\n    assert candidate([3, 1]) == [1, 3]\n    assert candidate([]) == []";
const truth = { test: check, entryPoint: "order", cpuMs: 300 };
const right = "def order(items):\n    return sorted(items)";

describe.skipIf(noLevelOne)(`code/functional (${noLevelOne ?? "level 1"})`, () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await createSandbox({ workers: 2 });
  });
  afterAll(async () => {
    await sandbox.close();
  });

  testVerifier(codeFunctional, {
    cases: [
      {
        truth,
        correct: [
          right,
          "order = sorted",
          "import heapq\ndef order(items):\n    return heapq.nsmallest(len(items), items)",
        ],
        incorrect: [
          { name: "the wrong order", text: "def order(items):\n    return sorted(items)[::-1]" },
          { name: "a tuple instead of a list", text: "def order(items):\n    return tuple(sorted(items))" },
          { name: "a constant", text: "def order(items):\n    return [1, 3]" },
          { name: "another name", text: "def arrange(items):\n    return sorted(items)" },
          { name: "an error", text: "def order(items):\n    return items.sorted()" },
          { name: "a print instead of a result", text: "def order(items):\n    print(sorted(items))" },
        ],
      },
    ],
    badTruths: [
      null,
      {},
      { test: "" },
      { test: "order([1])" },
      { test: check, entryPoint: "not a name" },
      { test: check, entryPoint: "f(); import os" },
      { test: check, tests: [] },
      { test: check, tolerance: 1 },
      { test: "assert f()\0" },
    ],
    render: fenced,
    context: () => ({ sandbox }),
    runs: 20,
  });

  const judge = (code: string, gold: Json = truth): Promise<Verdict> =>
    codeFunctional.verify({ text: fenced(code) }, gold, { sandbox });

  test.each([
    ["def order(items):\n    return 1", "different.value", "wrong_value", "line 2 of the test failed"],
    [
      "def order(items):\n    return object()",
      "different.type",
      "wrong_value",
      "returned a value of type object",
    ],
    [
      "def order(items):\n    return 1 / 0",
      "code.runtime-error",
      "runtime_error",
      "ZeroDivisionError: division by zero",
    ],
    ["order = 5 +", "code.compile-error", "compile_error", "SyntaxError: invalid syntax (<answer>, line 1)"],
    ["def order(items):\n    return [0] * 10**10", "code.memory", "memory", "MemoryError"],
  ])("%j is incorrect for %s", async (code, reason, errorClass, message) => {
    expect(await judge(code)).toMatchObject({
      outcome: "incorrect",
      reason,
      error: { class: errorClass, message },
    });
  });

  test("code that never ends is incorrect for the CPU time that its truth allows", async () => {
    const verdict = await judge("def order(items):\n    while True:\n        pass", { ...truth, cpuMs: 50 });
    expect(verdict).toMatchObject({
      outcome: "incorrect",
      reason: "code.timeout",
      error: { class: "timeout" },
    });
  });

  test("a test that cannot be run leaves the response unscored, whatever it holds", async () => {
    for (const code of [right, "def order(items):\n    raise SystemExit"]) {
      expect(await judge(code, { test: "import numpy\nassert order([])" })).toMatchObject({
        outcome: "unscored",
        reason: "gold.unsupported",
        error: { class: "gold_parse" },
      });
    }
  });

  test("attempts on the judge are flagged, and the CPU time is told", async () => {
    const verdict = await judge("import os\ndef order(items):\n    os._exit(0)");
    expect(verdict.flags).toMatchObject([{ kind: "early_exit" }]);
    expect(verdict.cost.cpuMicros).toBeGreaterThan(0);
  });

  test("in published mode all blocks are one program", async () => {
    const text = `First\n${fenced("import heapq")}\nthen\n${fenced("def order(items):\n    return heapq.nsmallest(9, items)")}`;
    expect(await codeFunctional.verify({ text }, truth, { sandbox, mode: "published" })).toMatchObject({
      outcome: "correct",
    });
    expect(await codeFunctional.verify({ text }, truth, { sandbox })).toMatchObject({ outcome: "incorrect" });
  });
});

test("nothing is scored without a sandbox, nor with one that fails", async () => {
  for (const text of [fenced(right), ""]) {
    expect(await codeFunctional.verify({ text }, truth, {})).toMatchObject({ reason: "sandbox.unavailable" });
  }
  const failing = (error: Error) => ({ runTests: () => Promise.reject(error) }) as unknown as Sandbox;
  const gone = failing(new GuruError("sandbox_unavailable", "gone"));
  expect(await codeFunctional.verify({ text: fenced(right) }, truth, { sandbox: gone })).toMatchObject({
    outcome: "unscored",
    error: { class: "sandbox_unavailable", message: "gone" },
  });
  const odd = failing(new Error("odd"));
  const verdict = await codeFunctional.verify({ text: fenced(right) }, truth, { sandbox: odd });
  expect(Verdict.parse(verdict)).toMatchObject({ outcome: "unscored", error: { class: "internal" } });
});
