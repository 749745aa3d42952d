import { describe, expect, test } from "vitest";
import { createSandbox } from "../../src/sandbox/create-sandbox.ts";
import { detectSandbox } from "../../src/sandbox/detect-sandbox.ts";
import { machine, noLevelOne, noPython, oneCall, sandboxProcesses } from "./confined-machine.ts";

test("a Python that is not there is a problem with advice, not an error", async () => {
  const report = await detectSandbox({ python: "no-such-python" });
  expect(report).toMatchObject({
    features: [],
    problems: [
      { what: expect.stringContaining("no-such-python") as string, advice: "install Python 3.9 or newer" },
    ],
  });
  expect(report.level).toBeUndefined();
});

test("no sandbox is made without a Python, and the error says what to do", async () => {
  await expect(createSandbox({ python: "no-such-python" })).rejects.toMatchObject({
    code: "sandbox_unavailable",
    message: expect.stringContaining("install Python") as string,
  });
});

test("a program that is no Python is a problem", async () => {
  const { problems, level } = await detectSandbox({ python: process.execPath });
  expect(level).toBeUndefined();
  expect(problems).toHaveLength(1);
});

describe.skipIf(noPython)(`detection (${noPython ?? "with python3"})`, () => {
  test("names the interpreter itself, what works and what is missing", () => {
    expect(machine.python?.path).toMatch(/^\/.*python3/);
    expect(machine.features).toContain("rlimits");
    for (const problem of machine.problems) {
      expect(problem.what).not.toBe("");
      expect(problem.advice).not.toBe("");
    }
  });

  test("leaves no process behind", () => {
    expect(sandboxProcesses()).toEqual([]);
  });

  test("a sandbox weaker than the minimum is an error, not a weaker sandbox", async () => {
    await expect(createSandbox({ minimumLevel: 1, maximumLevel: 0 })).rejects.toMatchObject({
      code: "sandbox_unavailable",
      message: expect.stringContaining("offers level 0") as string,
    });
    expect(sandboxProcesses()).toEqual([]);
  });

  test("level 0, where it is asked for, still limits time, memory and output", async () => {
    const sandbox = await createSandbox({ minimumLevel: 0, maximumLevel: 0, workers: 1 });
    expect(sandbox.level).toBe(0);
    const outcomes = await Promise.all(
      [
        "lambda x: x",
        "lambda x: [1 for _ in iter(int, 1)]",
        "lambda x: [0] * 10 ** 9",
        "lambda x: [print('x' * 1000) for _ in iter(int, 1)]",
      ].map(async (source) => (await sandbox.callFunction(oneCall(source)))[0]),
    );
    await sandbox.close();
    expect(outcomes).toMatchObject([
      { repr: "3" },
      { why: "timeout" },
      { why: "memory" },
      { why: "output_limit" },
    ]);
  });
});

describe.skipIf(noLevelOne)(`a fingerprint (${noLevelOne ?? "level 1"})`, () => {
  test("names interpreter, machine, level and features", async () => {
    const sandbox = await createSandbox();
    await sandbox.close();
    expect(sandbox.fingerprint).toMatch(
      /^cpython-3\.\d+\.\S+ (x86_64|aarch64) level-[12] rlimits .*seccomp landlock-\d/,
    );
  });
});
