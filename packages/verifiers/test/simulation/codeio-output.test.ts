import { describe, expect, test } from "vitest";
import { simulationCodeioOutput } from "../../src/simulation/codeio-output.ts";
import { testVerifier } from "../../src/testing/index.ts";
import type { VerifierMode } from "../../src/verifier.ts";

const inFence = (answer: string): string => `\`\`\`json\n{"output": ${answer}}\n\`\`\``;

testVerifier(simulationCodeioOutput, {
  render: inFence,
  runs: 100,
  cases: [
    {
      truth: { output: '{"total": 38, "names": ["a", "b"], "ok": true}' },
      correct: [
        '{"total": 38, "names": ["a", "b"], "ok": true}',
        '{"ok": true, "names": ["a", "b"], "total": 38.0}',
        "{'total': 38, 'names': ('a', 'b'), 'ok': True}",
        "{'total': 38, 'names': ['a', 'b'], 'ok': true,}",
        '{"total": 1, "total": 38, "names": ["\\u0061", "b"], "ok": true}',
      ],
      incorrect: [
        { name: "another number", text: '{"total": 37, "names": ["a", "b"], "ok": true}' },
        { name: "another order of a list", text: '{"total": 38, "names": ["b", "a"], "ok": true}' },
        { name: "a number for a bool", text: '{"total": 38, "names": ["a", "b"], "ok": 1}' },
        { name: "text for a bool", text: '{"total": 38, "names": ["a", "b"], "ok": "true"}' },
        { name: "a missing key", text: '{"total": 38, "names": ["a", "b"]}' },
        { name: "one key more", text: '{"total": 38, "names": ["a", "b"], "ok": true, "x": 1}' },
        { name: "a set for a list", text: "{'total': 38, 'names': {'a', 'b'}, 'ok': True}" },
        { name: "something to compute", text: '{"total": 30 + 8, "names": ["a", "b"], "ok": true}' },
        { name: "text for an object", text: '"{\\"total\\": 38}"' },
      ],
    },
    { truth: { output: "null" }, correct: ["null", "None"], incorrect: ['"null"', "0", "false", ""] },
  ],
  badTruths: [{ output: "f(3)" }, { output: "" }, { output: "{1, 2}" }, { output: 5 }, { value: "5" }, "5"],
});

const judge = (text: string, output: string, mode: VerifierMode = "strict") =>
  simulationCodeioOutput.verify({ text }, { output }, { mode });

describe("where the answer is looked for", () => {
  test.each([
    ["an object in the text", 'So the result is {"output": [1, 2]}.'],
    ["a Python dict", "{'output': [1, 2]}"],
    ["a box", '$\\boxed{{"output": [1, 2]}}$'],
    ["a box whose braces are those of the object", '\\boxed{"output": [1, 2]}'],
    ["a box with the braces of LaTeX", '\\boxed{\\{"output": [1, 2]\\}}'],
    ["the key at the end of a line", 'The answer:\n**"output": [1, 2]**'],
    ["a fence without braces", '```json\n"output": [1, 2]\n```'],
    ["an object with more keys", '{"reasoning": "1 then 2 {", "output": [1, 2]}'],
    ["a bare value in a fence", "```\n[1, 2]\n```"],
    ["a bare value in a box", "\\boxed{[1, 2]}"],
    ["a bare value in answer tags", "<answer>[1, 2]</answer>"],
    ["an object that other objects follow", '{"output": [1, 2]} because {"input": [1]}'],
    ["the last of several", '{"output": [1]} no: {"output": [1, 2]}'],
  ])("%s", async (_name, text) => {
    expect(await judge(text, "[1, 2]")).toMatchObject({ outcome: "correct", reason: "equal.python" });
  });

  test.each([
    ["a bare value in the text", "[1, 2]"],
    ["a value under another key", '{"result": [1, 2]}'],
    ["a key deep inside", '{"answer": {"output": [1, 2]}}'],
    ["an open thought", '<think>{"output": [1, 2]}'],
    ["an object whose value is computed", '{"output": [1, 1 + 1]}'],
    ["two values without brackets", "\\boxed{1, 2}"],
    ["a later, wrong one", '{"output": [1, 2]} no: {"output": [2, 1]}'],
  ])("not %s", async (_name, text) => {
    expect(await judge(text, "[1, 2]")).toMatchObject({ outcome: "incorrect" });
  });

  test("an output with a key `output` is taken out once", async () => {
    const gold = '{"output": 5}';
    expect(await judge('{"output": {"output": 5}}', gold)).toMatchObject({ outcome: "correct" });
    expect(await judge('{"output": 5}', gold)).toMatchObject({ outcome: "incorrect" });
  });

  test("other values under the key are rivals", async () => {
    const verdict = await judge('{"output": 1} or {"output": 2} or {"output": 1.0}', "1");
    expect(verdict).toMatchObject({
      outcome: "correct",
      extracted: { rivals: 1 },
      flags: [{ kind: "hedging" }],
    });
  });

  test("a missing answer is not the answer null", async () => {
    expect(await judge("I cannot say.", "null")).toMatchObject({ reason: "answer.missing" });
  });
});

test.each([
  ["38", "38.0", true],
  ["38.0", "38", true],
  ["38", "38.0000001", false],
  ["52.0", "52.0000001", false],
  ["0.5", "0.5000004", true],
  ["1234567.5", "1234567", false],
  ["1e-9", "0.0", false],
  ["0.1", '"0.1"', false],
  ["true", "1", false],
  ["1", "true", false],
  ['"a"', "'a'", true],
  ['{"1": 2}', "{1: 2}", true],
  ["[[1, 2]]", "[(1, 2)]", true],
  ["9007199254740993", "9007199254740993", true],
  ["9007199254740993", "9007199254740992", false],
  ["9007199254740993", "9007199254740993.0", false],
  ["[0.14285714285714285, NaN]", "[0.1428571, NaN]", true],
  ["[0.14285714285714285, NaN]", "[0.14286, NaN]", false],
  ["[0.5, NaN]", "[0.5, 0]", false],
  ["-Infinity", "-Infinity", true],
  ["-Infinity", "Infinity", false],
  ['{"__proto__": 1, "constructor": 2}', '{"constructor": 2, "__proto__": 1}', true],
  ['{"__proto__": 1, "constructor": 2}', '{"constructor": 2}', false],
  ['{"__proto__": 1}', "{}", false],
])("for %s the answer %s is right: %s", async (gold, answer, right) => {
  const verdict = await judge(inFence(answer), gold);
  expect(verdict.outcome).toBe(right ? "correct" : "incorrect");
});

describe("published mode follows the official scorer", () => {
  test.each([
    ["null", "no JSON at all", true],
    ["5", '```json\n{"output": 4}\n```\n```json\n{"output": 5}\n```', false],
    ["true", '{"output": 1}', true],
    ['"true"', '{"output": true}', true],
    ["5", '\\boxed{"output": 5}', true],
    ["5", '\\boxed{{"output": 5}}', false],
    ["4", '<think>```json\n{"output": 4}\n```</think>{"output": 5}', true],
    ["5", "```\n5\n```", false],
    ['{"a": [1]}', '{"output": "{\\"a\\": [1.0]}"}', true],
    ["[1, 2]", "{'output': [1, 2]}", false],
    ["0.3", '{"output": 0.30000000000000004}', false],
    ["NaN", '{"output": NaN}', false],
    ['{"answer": "true"}', '```json\n{"answer": true}\n```', true],
  ])("gold %s, response %j: %s", async (gold, text, right) => {
    expect((await judge(text, gold, "published")).outcome).toBe(right ? "correct" : "incorrect");
  });
});
