import { type Json, type Verdict } from "@guru/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { codeStdio } from "../../src/code/stdio.ts";
import { createSandbox } from "../../src/sandbox/create-sandbox.ts";
import type { ProgramLanguage } from "../../src/sandbox/program.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { testVerifier } from "../../src/testing/index.ts";
import { noLevelOne } from "../sandbox/confined-machine.ts";
import { fenced } from "./fenced.ts";

const tests = [
  { input: "2 3\n", output: "5\n" },
  { input: "10000000000000000000 1", output: "10000000000000000001" },
];
const programs: Readonly<Record<ProgramLanguage, string>> = {
  python: "a, b = map(int, input().split())\nprint(a + b)",
  javascript: `const [a, b] = require("fs").readFileSync(0, "utf8").split(" ").map(BigInt);\nconsole.log(String(a + b));`,
  cpp: "#include <iostream>\nint main() { unsigned long long a, b; std::cin >> a >> b; std::cout << a + b << std::endl; }",
};

describe.skipIf(noLevelOne)(`code/stdio (${noLevelOne ?? "level 1"})`, () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await createSandbox({ workers: 2 });
  });
  afterAll(async () => {
    await sandbox.close();
  });

  testVerifier(codeStdio, {
    cases: [
      {
        truth: { tests, cpuMs: 300 },
        correct: [programs.python, "import sys\nprint(sum(map(int, sys.stdin.read().split())), end='')"],
        incorrect: [
          { name: "a constant", text: "print(5)" },
          { name: "a difference", text: programs.python.replace("+", "-") },
          { name: "floats", text: programs.python.replace("int", "float") },
          { name: "a label before the number", text: programs.python.replace("print(", "print('sum', ") },
          { name: "the right output and a failure", text: `${programs.python}\nraise SystemExit(1)` },
          { name: "an early end", text: "import os\nos._exit(0)\nprint(1)" },
        ],
      },
    ],
    badTruths: [
      null,
      {},
      { tests: [] },
      { tests: [{ input: "1" }] },
      { tests: [{ input: 1, output: "1" }] },
      { tests, language: "cobol" },
      { inputs: ["1"], outputs: ["1"] },
    ],
    render: fenced,
    context: () => ({ sandbox }),
    runs: 20,
  });

  const judge = (text: string, truth: Json, mode: "strict" | "published" = "strict"): Promise<Verdict> =>
    codeStdio.verify({ text }, truth, { sandbox, mode });

  test.each(Object.entries(programs))("a program in %s earns 1", async (language, program) => {
    if (!sandbox.languages.includes(language as ProgramLanguage)) return;
    expect(await judge(fenced(program, language), { tests, language })).toMatchObject({
      outcome: "correct",
      reason: "equal.output",
    });
    expect(await judge(fenced(program, language), { tests, language: "any" })).toMatchObject({
      outcome: "correct",
    });
    const other = language === "python" ? "cpp" : "python";
    expect(await judge(fenced(program, language), { tests, language: other })).toMatchObject({
      reason: "answer.missing",
    });
  });

  test("the first test that fails is named, and later ones are not run", async () => {
    const verdict = await judge(fenced("n = input()\nprint(5 if n == '2 3' else 0)"), { tests });
    expect(verdict).toMatchObject({
      reason: "different.output",
      error: { class: "wrong_value", message: "test 2 of 2: it printed something else" },
    });
  });

  test.each([
    ["print(5)\nraise SystemExit(3)", "code.exit", "runtime_error"],
    ["print(1 / 0)", "code.runtime-error", "runtime_error"],
    ["print(", "code.compile-error", "compile_error"],
    ["while True:\n    print(1)", "code.output-limit", "output_limit"],
    ["import time\nprint(5)\nwhile True:\n    pass", "code.timeout", "timeout"],
  ])("%j is incorrect for %s", async (program, reason, errorClass) => {
    const verdict = await judge(fenced(program), { tests, cpuMs: 200 });
    expect(verdict).toMatchObject({ outcome: "incorrect", reason, error: { class: errorClass } });
  });

  test("published mode compares as GURU's scorer does", async () => {
    const truth = { tests: [{ input: "", output: "YES 10000000000000000000" }] };
    const program = fenced("print('yes 10000000000000000001')");
    expect(await judge(program, truth)).toMatchObject({ outcome: "incorrect" });
    expect(await judge(program, truth, "published")).toMatchObject({ outcome: "correct" });
  });

  test("tolerance and the order of lines are what the truth states", async () => {
    const floats = { tests: [{ input: "", output: "1.000\n2" }] };
    expect(await judge(fenced("print(1.00005)\nprint(2)"), floats)).toMatchObject({ outcome: "incorrect" });
    const loose = { ...floats, tolerance: { relative: 1e-4, absolute: 0 } };
    expect(await judge(fenced("print(1.00005)\nprint(2)"), loose)).toMatchObject({ outcome: "correct" });
    const free = { ...loose, unorderedLines: true };
    expect(await judge(fenced("print(2)\nprint(1.00005)"), free)).toMatchObject({ outcome: "correct" });
  });
});
