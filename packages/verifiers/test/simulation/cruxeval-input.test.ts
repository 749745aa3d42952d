import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSandbox } from "../../src/sandbox/create-sandbox.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { simulationCruxevalInput } from "../../src/simulation/cruxeval-input.ts";
import { testVerifier } from "../../src/testing/index.ts";
import { noLevelOne } from "../sandbox/confined-machine.ts";

const program = "def f(text, n=1):\n    return (text * n)[::-1]\n";
const truth = { program, output: "'baba'" };
const inFence = (answer: string): string => `\`\`\`python\n${answer}\n\`\`\``;

describe.skipIf(noLevelOne)(`inputs of functions (${noLevelOne ?? "level 1"})`, () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await createSandbox({ workers: 1 });
  });
  afterAll(async () => {
    await sandbox.close();
  });

  testVerifier(simulationCruxevalInput, {
    render: inFence,
    runs: 40,
    context: () => ({ sandbox }),
    cases: [
      {
        truth,
        correct: [
          "assert f('ab', 2) == 'baba'",
          "assert f('ab', n=2) == 'ba' 'ba'",
          "assert f(n=1, text='abab') == 'baba'",
          "f('abab')",
          "assert (f('abab') == 'baba')",
          `${program}\nassert f('abab') == 'baba'`,
        ],
        incorrect: [
          { name: "another argument", text: "assert f('abba') == 'baba'" },
          { name: "another output", text: "assert f('ab') == 'ba'" },
          { name: "another function", text: "assert g('abab') == 'baba'" },
          { name: "a tautology", text: "assert f('abab') == f('abab')" },
          { name: "an assertion of True", text: "assert True" },
          { name: "an empty statement", text: "pass" },
          { name: "something to compute", text: "assert f('ab' * 2) == 'baba'" },
          { name: "the output itself", text: "assert 'baba' == 'baba'" },
          { name: "an unknown name", text: "assert f(text='abab', m=1) == 'baba'" },
          { name: "the function alone", text: program },
          {
            name: "a function of one's own",
            text: "def f(x):\n    return 'baba'\nassert f(1) == 'baba'",
          },
          {
            name: "a function of one's own and right arguments",
            text: "def f(x):\n    return 'baba'\nassert f('abab') == 'baba'",
          },
          { name: "an alternative", text: "assert f(1) == 'baba' or True" },
          { name: "a function as an argument", text: "assert f(lambda: 1) == 'baba'" },
        ],
      },
    ],
    badTruths: [{ output: "'a'" }, { program }, { program, output: "f(3)" }, { ...truth, input: "3" }, "5"],
  });

  const judge = (answer: string, more: object = {}) =>
    simulationCruxevalInput.verify({ text: inFence(answer) }, { ...truth, ...more }, { sandbox });

  test.each([
    ["def f(x):\n    return x", "assert f(b'\\x00\\xff') == b'\\x00\\xff'", "b'\\x00\\xff'"],
    [
      "def f(x):\n    return x",
      "f({'a': (1, {2.5, None}), True: [1j, ...]})",
      "{'a': (1, {2.5, None}), 1: [1j, ...]}",
    ],
    ["def f(x):\n    return x", "f('\\\\ \"\\n\\u2028\u{1f600}')", "'\\\\ \"\\n\\u2028\u{1f600}'"],
    ["def f(x):\n    return x", "f(-1e400)", "-1e400"],
    ["def f(*x, **y):\n    return x, y", "f(1, (2,), a=[])", "((1, (2,)), {'a': []})"],
    ["from collections import Counter\ndef f(x):\n    return Counter(x)", "f('aab')", "{'b': 1, 'a': 2}"],
    ["def f(x):\n    return frozenset(x)", "f([2, 1])", "{1, 2}"],
    ["def f(x):\n    return x > 1", "f(2)", "1"],
  ])("%j returns on %s what equals %s", async (source, answer, output) => {
    expect(await judge(answer, { program: source, output })).toMatchObject({
      outcome: "correct",
      reason: "equal.run",
    });
  });

  test.each([
    ["def f(x):\n    return range(3)", "f(1)", "[0, 1, 2]", "different.type"],
    ["def f(x):\n    return [x]", "f(1)", "(1,)", "different.result"],
    ["def f(x):\n    raise SystemExit", "f(1)", "1", "code.runtime-error"],
    ["def f(x):\n    return [0] * x", "f(99999999999)", "1", "code.memory"],
    ["def f(x):\n    return 'a' * x", "f(200000)", "'a'", "different.result"],
    ["def f(x):\n    return 'a' * x", "f(2000000)", "'a'", "code.output-limit"],
  ])("%j does not return on %s what equals %s", async (source, answer, output, reason) => {
    expect(await judge(answer, { program: source, output })).toMatchObject({ outcome: "incorrect", reason });
  });

  test("a program without the function is our fault", async () => {
    expect(await judge("f(1)", { program: "g = 1" })).toMatchObject({
      outcome: "unscored",
      reason: "gold.unrunnable",
    });
  });

  test("published mode runs whatever the response holds, as the official scorer does", async () => {
    const verify = (text: string) =>
      simulationCruxevalInput.verify({ text }, truth, { mode: "published", sandbox });
    for (const text of ["", "</think>assert f('ab' * 2) == 'baba'", "</think>pass"])
      expect(await verify(text)).toMatchObject({ outcome: "correct", reason: "equal.published" });
    expect(await verify("</think>assert f('a') == 'baba'")).toMatchObject({ outcome: "incorrect" });
  });
});

test("nothing is scored without a sandbox, not even a missing answer", async () => {
  for (const text of [inFence("f('abab')"), ""])
    expect(await simulationCruxevalInput.verify({ text }, truth, {})).toMatchObject({
      outcome: "unscored",
      error: { class: "sandbox_unavailable" },
    });
});
