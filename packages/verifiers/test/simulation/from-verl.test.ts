import type { Json } from "@guru/core";
import { describe, expect, test } from "vitest";
import {
  codeioInputFromVerl,
  codeioOutputFromVerl,
  codeioPredicted,
  cruxevalInputFromVerl,
  cruxevalOutputFromVerl,
} from "../../src/simulation/from-verl.ts";

const row = (groundTruth: Json, extraInfo: Record<string, Json> = {}) => ({
  dataSource: "simulation__any",
  groundTruth,
  extraInfo,
});

describe("Code I/O", () => {
  test.each<[Json, string]>([
    ['"output": [1, 2]', "[1, 2]"],
    ['{"output": 9007199254740993}', "9007199254740993"],
    ["'output': {'a': None}", "{'a': None}"],
    [' "output" : NaN ', "NaN"],
    ['"output": {"output": 5}', '{"output": 5}'],
    [{ output: [true] }, "[true]"],
    ["[1]", "[1]"],
    [5, "5"],
    [null, "null"],
  ])("the ground truth %j is an output", (groundTruth, output) => {
    expect(codeioPredicted(row(groundTruth))).toBe("output");
    expect(codeioOutputFromVerl(row(groundTruth))).toEqual({ ok: true, value: { output } });
    expect(codeioInputFromVerl(row(groundTruth))).toMatchObject({ ok: false, class: "gold_parse" });
  });

  test.each<[Json]>([['"output": '], ["some words"], ['"output": 1, 2'], [""]])(
    "the ground truth %j is refused",
    (groundTruth) => {
      expect(codeioOutputFromVerl(row(groundTruth))).toMatchObject({ ok: false, class: "gold_parse" });
    },
  );

  test("an input alone is compared with", () => {
    const input = row('"input": {"n": 5}');
    expect(codeioPredicted(input)).toBe("input");
    expect(codeioInputFromVerl(input)).toEqual({ ok: true, value: { input: '{"n": 5}' } });
    expect(codeioOutputFromVerl(input)).toMatchObject({ ok: false, class: "gold_parse" });
  });

  test("a program in extra_info is run", () => {
    const extraInfo = { refcode: "def go(n): return n", output: 5, funcname: "go" };
    expect(codeioInputFromVerl(row({ input: { n: 5 } }, extraInfo))).toEqual({
      ok: true,
      value: { program: "def go(n): return n", output: "5", input: '{"n":5}', entryPoint: "go" },
    });
  });

  const program = "import math\n# Can you predict it?\ndef main_solution(n):\n    return math.factorial(n)";
  test.each([
    ["bare", `${program}\n\nPlease output the final answer within \`\`\`json\`\`\``],
    ["fenced", `\n\`\`\`python\n${program}\n\`\`\`\n`],
  ])("a %s program and the output are taken from the prompt", (_name, listing) => {
    const prompt =
      "What is n!?\nGiven the following output: \n120\nCan you predict a feasible input without writing any code? " +
      `Tip: Here is code. You can refer to it but not copy spans of code directly.\n${listing}`;
    expect(codeioInputFromVerl(row('"input": {"n": 5}', { prompt }))).toEqual({
      ok: true,
      value: { program, output: "120", input: '{"n": 5}' },
    });
  });

  test("a prompt without a program is of no use", () => {
    const prompt = "Given the following output: 120. Can you predict the input?";
    expect(codeioInputFromVerl(row('"input": {"n": 5}', { prompt }))).toEqual({
      ok: true,
      value: { input: '{"n": 5}' },
    });
  });
});

describe("CruxEval", () => {
  const program = "def f(x):\n    return 'a\\n' * x";
  const extraInfo = { reference: "'a\\na\\n'" };

  test.each<[Json]>([
    [JSON.stringify({ functional: program })],
    [{ functional: program }],
    [`{'functional': ${JSON.stringify(program)}}`],
  ])("the ground truth %j holds the function", (groundTruth) => {
    const value = { program, output: "'a\\na\\n'" };
    expect(cruxevalInputFromVerl(row(groundTruth, extraInfo))).toEqual({ ok: true, value });
    expect(cruxevalOutputFromVerl(row(groundTruth, extraInfo))).toEqual({ ok: true, value });
  });

  test("the arguments are taken from extra_info or the prompt", () => {
    const groundTruth = { functional: program };
    const prompt = `${program}\nassert f((2), x=")") == ??\n`;
    expect(cruxevalOutputFromVerl(row(groundTruth, { ...extraInfo, prompt }))).toMatchObject({
      value: { input: '(2), x=")"' },
    });
    expect(cruxevalOutputFromVerl(row(groundTruth, { ...extraInfo, input: "2" }))).toMatchObject({
      value: { input: "2" },
    });
  });

  test("a row without the function or the output is refused", () => {
    expect(cruxevalInputFromVerl(row("def f(): pass", extraInfo))).toMatchObject({ class: "gold_parse" });
    expect(cruxevalInputFromVerl(row({ functional: program }))).toMatchObject({ class: "gold_parse" });
  });
});
