import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSandbox } from "../../src/sandbox/create-sandbox.ts";
import type { CallResult, Sandbox } from "../../src/sandbox/sandbox.ts";
import { noLevelOne, oneCall, smallLimits } from "./confined-machine.ts";

describe.skipIf(noLevelOne)(`a sandbox (${noLevelOne ?? "level 1"})`, () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await createSandbox({ workers: 1 });
  });
  afterAll(async () => {
    await sandbox.close();
  });
  const call = async (source: string, entryPoint?: string): Promise<CallResult | undefined> =>
    (await sandbox.callFunction(oneCall(source, entryPoint)))[0];

  test("calls a lambda with every list of arguments, in order", async () => {
    const job = { source: "lambda x, y=2: (x + 7) ** y", calls: [["3"], ["-7", "5"], ["1", "1"]] };
    expect(await sandbox.callFunction(job)).toEqual([
      { outcome: "value", type: "int", repr: "100" },
      { outcome: "value", type: "int", repr: "0" },
      { outcome: "value", type: "int", repr: "8" },
    ]);
  });

  test("calls the function that the source defines", async () => {
    const source =
      "import math\ndef helper(x):\n    return math.sqrt(x)\ndef solve(x):\n    return helper(x + 6)\n";
    expect(await call(source, "solve")).toEqual({ outcome: "value", type: "float", repr: "3.0" });
  });

  test("does nothing for no calls", async () => {
    expect(await sandbox.callFunction({ source: "lambda: 1", calls: [] })).toEqual([]);
  });

  test.each([
    ["None", "NoneType", "None"],
    ["x == 3", "bool", "True"],
    ["'é\\n\\ud800'", "str", "'é\\n\\ud800'"],
    ["[x, (x,), {x}, {x: [None]}]", "list", "[3, (3,), {3}, {3: [None]}]"],
    ["set()", "set", "set()"],
    ["10 ** 40", "int", `1${"0".repeat(40)}`],
  ])("returns the plain value %s", async (expression, type, repr) => {
    expect(await call(`lambda x: ${expression}`)).toEqual({ outcome: "value", type, repr });
  });

  test.each([
    ["an object", "type('A', (), {'__eq__': lambda s, o: True, '__repr__': lambda s: '100'})()"],
    ["a subclass of int", "type('I', (int,), {})(100)"],
    ["a subclass inside a list", "[[type('L', (list,), {'__repr__': lambda s: '[1]'})()]]"],
    ["a generator", "(i for i in range(3))"],
    ["a function", "print"],
    ["bytes", "b'100'"],
  ])("does not take %s for a value", async (_what, expression) => {
    expect(await call(`lambda x: ${expression}`)).toMatchObject({ outcome: "failed", why: "not_plain" });
  });

  test.each([
    ["compile_error", "lambda x: x +"],
    ["compile_error", "lambda x: '\0'"],
    ["compile_error", `lambda x: ${"(".repeat(300)}`],
    ["runtime_error", "3"],
    ["runtime_error", "undefined_name"],
    ["runtime_error", "lambda: 1"],
    ["runtime_error", "lambda x: 1 // 0"],
    ["runtime_error", "lambda x: (lambda f: f(f))(lambda f: f(f))"],
    ["runtime_error", "lambda x: __import__('threading')"],
    ["output_limit", "lambda x: [x] * 20000"],
    ["output_limit", "lambda x: (a := [x], [a := [a, a] for _ in range(40)], a)[2]"],
    ["output_limit", "lambda x: [a := [], a.append(a)][0]"],
    ["output_limit", "lambda x: 10 ** 10000"],
    ["memory", "lambda x: [0] * 10 ** 9"],
    ["memory", "lambda x: 'a' * 10 ** 9"],
    ["timeout", "lambda x: [1 for _ in iter(int, 1)]"],
    ["timeout", "lambda x: 9 ** 9 ** 9"],
    ["timeout", "lambda x: __import__('time').sleep(60)"],
  ])("says %s of %j", async (why, source) => {
    expect(await call(source)).toMatchObject({ outcome: "failed", why });
  });

  test("says that an entry point is missing", async () => {
    expect(await call("def other(x):\n    return x", "solve")).toMatchObject({
      why: "runtime_error",
      message: expect.stringContaining("solve") as string,
    });
  });

  test("goes on with the next call after one that raised", async () => {
    const results = await sandbox.callFunction({ source: "lambda x: 6 // x", calls: [["0"], ["2"]] });
    expect(results).toMatchObject([
      {
        outcome: "failed",
        why: "runtime_error",
        message: expect.stringContaining("ZeroDivisionError") as string,
      },
      { outcome: "value", repr: "3" },
    ]);
  });

  test("keeps the answers given before a call that never ends", async () => {
    const source = "def f(x):\n    while x == 2:\n        pass\n    return x";
    const job = { source, entryPoint: "f", calls: [["1"], ["2"], ["3"]], limits: smallLimits };
    expect(await sandbox.callFunction(job)).toMatchObject([
      { outcome: "value", repr: "1" },
      { why: "timeout" },
      { why: "timeout" },
    ]);
  });

  test("shares nothing between jobs, and gives each call arguments of its own", async () => {
    const source = "def f(x):\n    x.append(len(x))\n    import math\n    math.seen = True\n    return x";
    await sandbox.callFunction({ source, entryPoint: "f", calls: [["[1]"]] });
    const job = {
      source: "lambda x: (x.append(1), x, hasattr(__import__('math'), 'seen'))",
      calls: [["[]"], ["[]"]],
    };
    const results = await sandbox.callFunction(job);
    expect(results).toMatchObject([{ repr: "(None, [1], False)" }, { repr: "(None, [1], False)" }]);
  });

  test("gives the same order of sets and the same random numbers every time", async () => {
    const job = oneCall("lambda x: (list({'a', 'b', 'c', 'd', 'e'}), __import__('random').random())");
    const first = await sandbox.callFunction(job);
    expect(first[0]?.outcome).toBe("value");
    const other = await createSandbox({ workers: 1 });
    expect(await other.callFunction(job)).toEqual(first);
    await other.close();
  });

  test("blames the task for arguments that are no literals", async () => {
    const job = { source: "lambda x: x", calls: [["__import__('os')"]] };
    await expect(sandbox.callFunction(job)).rejects.toMatchObject({ code: "sandbox_arguments" });
    expect(await call("lambda x: x")).toMatchObject({ repr: "3" });
  });

  test("answers many jobs at once, each with its own result", async () => {
    const results = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        sandbox.callFunction({ source: `lambda x: x * ${index}`, calls: [["2"]] }),
      ),
    );
    expect(results.map(([result]) => result)).toEqual(
      results.map((_, index) => ({ outcome: "value", type: "int", repr: String(2 * index) })),
    );
  });
});
