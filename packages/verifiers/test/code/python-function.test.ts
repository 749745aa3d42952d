import { GuruError, type Json, Verdict } from "@guru/core";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { codePythonFunction } from "../../src/code/python-function.ts";
import { createSandbox } from "../../src/sandbox/create-sandbox.ts";
import type { CallResult, Sandbox } from "../../src/sandbox/sandbox.ts";
import { noLevelOne } from "../sandbox/confined-machine.ts";

const square = {
  entryPoint: null,
  tests: [
    { arguments: ["3"], expected: "100" },
    { arguments: ["-7"], expected: "0" },
    { arguments: ["1"], expected: "64" },
  ],
};

/** Answers every call with the same results, without running anything. */
function answering(results: readonly CallResult[] | Error): Sandbox {
  return {
    level: 1,
    fingerprint: "test",
    languages: ["python"],
    runProgram: () => Promise.reject(new Error("not asked for")),
    runTests: () => Promise.reject(new Error("not asked for")),
    counts: () => ({ rechecked: 0, overturned: 0, replaced: 0 }),
    callFunction: () => (results instanceof Error ? Promise.reject(results) : Promise.resolve(results)),
    close: () => Promise.resolve(),
  };
}

describe.skipIf(noLevelOne)(`a Python function (${noLevelOne ?? "level 1"})`, () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await createSandbox({ workers: 1 });
  });
  afterAll(async () => {
    await sandbox.close();
  });
  const judge = (text: string, truth: Json = square): Promise<Verdict> =>
    codePythonFunction.verify({ text }, truth, { sandbox });

  test.each([
    "#lambda x:(x+7)**2",
    "x+7, squared # lambda y: y*y + 14*y + 49\n",
    "#lambda x: (x+7)**2 + 0.0",
  ])("%j earns 1", async (text) => {
    const verdict = await judge(text);
    expect(verdict).toMatchObject({ outcome: "correct", score: 1, reason: "equal.results", flags: [] });
    expect(Verdict.parse(verdict)).toEqual(verdict);
  });

  test.each([
    ["#lambda x:(x+8)**2", "different.value", "wrong_value"],
    ["#lambda x:100", "different.value", "wrong_value"],
    ["#lambda x:str((x+7)**2)", "different.value", "wrong_value"],
    ["#lambda x:type('A',(),{'__eq__':lambda s,o:True})()", "different.type", "wrong_value"],
    ["#lambda x:1/0", "code.runtime-error", "runtime_error"],
    ["#lambda x:__import__('os')._exit(0)", "code.runtime-error", "runtime_error"],
    ["#lambda x:", "code.compile-error", "compile_error"],
    ["#100", "code.runtime-error", "runtime_error"],
    ["#lambda x:[0]*10**10", "code.memory", "memory"],
    ["#lambda x:[x]*10**6", "code.output-limit", "output_limit"],
    ["lambda x:(x+7)**2", "answer.missing", "no_answer"],
    ["#lambda x:(x+7)**2#", "answer.missing", "no_answer"],
    ["", "answer.missing", "no_answer"],
  ])("%j earns 0 for %s", async (text, reason, errorClass) => {
    const verdict = await judge(text);
    expect(verdict).toMatchObject({ outcome: "incorrect", score: 0, reason, error: { class: errorClass } });
    expect(Verdict.parse(verdict)).toEqual(verdict);
  });

  test("a function must pass every test, and the first failure is named", async () => {
    expect(await judge("#lambda x:100 if x==3 else 0")).toMatchObject({
      outcome: "incorrect",
      error: { message: "test 3 of 3: it returned another int" },
    });
  });

  test("source that defines the entry point is judged like an expression", async () => {
    const truth = { ...square, entryPoint: "f" };
    expect(await judge("#\ndef f(x):\n    return (x + 7) ** 2", truth)).toMatchObject({ outcome: "correct" });
    expect(await judge("#\ndef g(x):\n    return (x + 7) ** 2", truth)).toMatchObject({
      outcome: "incorrect",
    });
  });

  test("attempts to leave early are flagged", async () => {
    const { flags } = await judge("#lambda x:exit(0)");
    expect(flags).toEqual([{ kind: "early_exit", evidence: "exit at 9" }]);
  });

  test("any answer at all earns a valid verdict", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary" }), async (text) => {
        const verdict = await judge(`#${text}`);
        expect(Verdict.parse(verdict).outcome).toBe("incorrect");
      }),
      { numRuns: 50 },
    );
  });
});

test("nothing is scored without a sandbox, not even a missing answer", async () => {
  for (const text of ["#lambda x:(x+7)**2", ""]) {
    expect(await codePythonFunction.verify({ text }, square, {})).toMatchObject({
      outcome: "unscored",
      reason: "sandbox.unavailable",
      error: { class: "sandbox_unavailable" },
    });
  }
});

test("a sandbox that fails, and one that breaks its promise, leave the response unscored", async () => {
  const verify = (error: Error): Promise<Verdict> =>
    codePythonFunction.verify({ text: "#lambda x:x" }, square, { sandbox: answering(error) });
  expect(await verify(new GuruError("sandbox_unavailable", "gone"))).toMatchObject({
    outcome: "unscored",
    error: { class: "sandbox_unavailable", message: "gone" },
  });
  expect(await verify(new Error("odd"))).toMatchObject({ outcome: "unscored", error: { class: "internal" } });
});

test("a fired signal leaves the response unscored", async () => {
  const signal = AbortSignal.abort();
  const sandbox = answering([]);
  expect(await codePythonFunction.verify({ text: "#lambda x:x" }, square, { sandbox, signal })).toMatchObject(
    {
      outcome: "unscored",
      reason: "cancelled",
    },
  );
});

test("a result that costs too much to compare earns 0", async () => {
  const long: CallResult = { outcome: "value", type: "list", repr: `[${"1,".repeat(200_000)}]` };
  const sandbox = answering([long, long, long]);
  expect(await codePythonFunction.verify({ text: "#lambda x:x" }, square, { sandbox })).toMatchObject({
    outcome: "incorrect",
    error: { class: "answer_limit" },
  });
});

test.each([
  [{ entryPoint: null, tests: [] }],
  [{ entryPoint: "not a name", tests: square.tests }],
  [{ entryPoint: null, tests: [{ arguments: ["x"], expected: "1" }] }],
  [{ entryPoint: null, tests: [{ arguments: ["1"], expected: "print()" }] }],
  [{ entryPoint: null, tests: [{ arguments: ["1"], expected: "[1e999]" }] }],
  [{ tests: square.tests }],
  [null],
])("the truth %j cannot be judged against", async (truth) => {
  expect(codePythonFunction.checkGold(truth)).toMatchObject({ ok: false });
  const sandbox = answering([]);
  expect(await codePythonFunction.verify({ text: "#lambda x:x" }, truth, { sandbox })).toMatchObject({
    outcome: "unscored",
    error: { class: "gold_parse" },
  });
});

test("a truth whose argument reads like the expected value is understood", async () => {
  const truth = { entryPoint: null, tests: [{ arguments: ["2", "2"], expected: "2" }] };
  expect(codePythonFunction.checkGold(truth)).toEqual({ ok: true });
  const sandbox = answering([{ outcome: "value", type: "int", repr: "2" }]);
  expect(await codePythonFunction.verify({ text: "#max" }, truth, { sandbox })).toMatchObject({
    outcome: "correct",
  });
});
