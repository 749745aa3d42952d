import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSandbox } from "../../src/sandbox/create-sandbox.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { simulationCruxevalOutput } from "../../src/simulation/cruxeval-output.ts";
import { testVerifier } from "../../src/testing/index.ts";
import { noLevelOne } from "../sandbox/confined-machine.ts";

const program = "def f(words, n=1):\n    return {w: n for w in words}\n";
const truth = { program, input: "['a', 'b'], n=2", output: "{'a': 2, 'b': 2}" };
const inTags = (answer: string): string => `[ANSWER]\n${answer}\n[/ANSWER]`;

testVerifier(simulationCruxevalOutput, {
  render: inTags,
  runs: 100,
  cases: [
    {
      truth,
      correct: [
        "assert f(['a', 'b'], n=2) == {'a': 2, 'b': 2}",
        "assert f( [\"a\", 'b',], n = 2 ) == {'b': 2, 'a': 2.0}  # both",
        "assert (f(['a', 'b'], n=2) == {'a': 2, 'b': 2})",
        "assert f(['a', 'b'], n=2) == {'a': 2, 'b': 2}, 'two'",
        "f(['a', 'b'], n=2) == {'a': 2, 'b': 2}",
        "{'a': 2, 'b': 2}",
        `${program}assert f(['a', 'b'], n=2) == {'a': 2, 'b': 2}`,
      ],
      incorrect: [
        { name: "another value", text: "assert f(['a', 'b'], n=2) == {'a': 2, 'b': 1}" },
        { name: "another type", text: "assert f(['a', 'b'], n=2) == [('a', 2), ('b', 2)]" },
        { name: "other arguments", text: "assert f(['a'], n=2) == {'a': 2, 'b': 2}" },
        { name: "another function", text: "assert g(['a', 'b'], n=2) == {'a': 2, 'b': 2}" },
        { name: "a tautology", text: "assert f(['a', 'b'], n=2) == f(['a', 'b'], n=2)" },
        { name: "an assertion of True", text: "assert True" },
        { name: "an empty statement", text: "pass" },
        { name: "a call alone", text: "f(['a', 'b'], n=2)" },
        { name: "something to compute", text: "assert f(['a', 'b'], n=2) == dict(a=2, b=2)" },
        { name: "two comparisons", text: "assert f(['a', 'b'], n=2) == {'a': 2, 'b': 2} or True" },
        { name: "an inequality", text: "assert f(['a', 'b'], n=2) != 5" },
        { name: "the function alone", text: program },
        {
          name: "a function of one's own",
          text: "def f(*a, **b):\n    return {'a': 2, 'b': 2}\nassert f(['a', 'b'], n=2) == {'a': 2, 'b': 2}",
        },
        {
          name: "an assertion that is caught",
          text: "try:\n    assert f(['a', 'b'], n=2) == {'a': 2, 'b': 2}\nexcept: pass",
        },
      ],
    },
  ],
  badTruths: [
    { output: "f(3)" },
    { output: "" },
    { output: 5 },
    { input: "3" },
    { ...truth, entryPoint: "1" },
    "5",
  ],
});

const judge = (text: string, more: object = {}) =>
  simulationCruxevalOutput.verify({ text }, { ...truth, ...more }, {});

const right = "assert f(['a', 'b'], n=2) == {'a': 2, 'b': 2}";
const wrong = "assert f(['a', 'b'], n=2) == {}";

describe("where the answer is looked for", () => {
  test.each([
    ["a fence", `So:\n\`\`\`python\n${right}\n\`\`\``],
    ["a fence in tags", `[ANSWER]\n\`\`\`python\n${right}\n\`\`\`\n[/ANSWER]`],
    ["a fence after one with the function", `\`\`\`python\n${program}\`\`\`\nThus\n\`\`\`\n${right}\n\`\`\``],
    ["a line", `I find\n${right}`],
    ["inline code", `I find \`${right}\`, as asked.`],
    ["a bold line", `**Answer:** ${right}`],
    ["tags that do not end", `[ANSWER]\n${right}`],
    ["answer tags", "<answer>{'a': 2, 'b': 2}</answer>"],
    ["a box", "$\\boxed{\\{'a': 2, 'b': 2\\}}$"],
    ["the whole text", "{'a': 2, 'b': 2}"],
    ["the last of several", `\`\`\`\n${wrong}\n\`\`\`\nno:\n${right}`],
    ["the last of a fence", `\`\`\`\n${wrong}\n${right}\n\`\`\``],
  ])("%s", async (_name, text) => {
    expect(await judge(text)).toMatchObject({ outcome: "correct", reason: "equal.python" });
  });

  test.each([
    ["prose", "It returns {'a': 2, 'b': 2}."],
    ["the last of several", `\`\`\`\n${right}\n\`\`\`\nno:\n${wrong}`],
    ["an open thought", `<think>${right}`],
    ["text that says assert", "I assert f(x) is {'a': 2, 'b': 2}"],
    ["what follows an assertion", `\`\`\`\n${right}\nf = 1\n\`\`\``],
  ])("not %s", async (_name, text) => {
    expect(await judge(text)).toMatchObject({ outcome: "incorrect" });
  });

  test("another asserted value is a rival", async () => {
    expect(await judge(`${wrong}\n${right}`)).toMatchObject({ extracted: { rivals: 1 } });
  });
});

test.each([
  ["b'ab'", "b'a' b'b'", true],
  ["b'ab'", "'ab'", false],
  ["1+2j", "(1+2j)", true],
  ["True", "1", true],
  ["(1,)", "[1]", false],
  ["{1, 2}", "{2, 1}", true],
  ["'\\n'", '"\\x0a"', true],
  ["[]", "()", false],
  ["1e400", "2e400", true],
])("Python says whether %s == %s: %s", async (output, answer, equal) => {
  const verdict = await judge(inTags(`assert f(['a', 'b'], n=2) == ${answer}`), { output });
  expect(verdict.outcome).toBe(equal ? "correct" : "incorrect");
});

test("arguments that are no literals, and arguments that the truth does not name, are not compared", async () => {
  const asked = "assert f(list(range(2)), (lambda x: ')')) == 3";
  expect(await judge(asked, { input: "list(range(2)), (lambda x: ')')", output: "3" })).toMatchObject({
    outcome: "correct",
  });
  expect(await judge("assert f(range(9)) == 3", { output: "3" })).toMatchObject({ reason: "different.call" });
  const verdict = await simulationCruxevalOutput.verify({ text: "assert f(0) == 3" }, { output: "3" }, {});
  expect(verdict).toMatchObject({ outcome: "correct" });
});

describe.skipIf(noLevelOne)(`published mode (${noLevelOne ?? "level 1"})`, () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await createSandbox({ workers: 1 });
  });
  afterAll(async () => {
    await sandbox.close();
  });

  test.each([
    [`</think>\`\`\`python\n${right}\n\`\`\``, true],
    [`</think>${right}`, true],
    [`</think>\`\`\`python\n${wrong}\n\`\`\``, false],
    ["</think>pass", true],
    ["", true],
    ["42", true],
    [`\`\`\`python\n${right}\n\`\`\``, false],
    ["</think>exit()", false],
    ["</think>assert f([]) == f([])", true],
    ["</think>\ud800", false],
  ])("%j earns what the official scorer gives: %s", async (text, passes) => {
    const verdict = await simulationCruxevalOutput.verify({ text }, truth, { mode: "published", sandbox });
    expect(verdict.outcome).toBe(passes ? "correct" : "incorrect");
  });

  test("it needs a program and a sandbox", async () => {
    const verify = (more: object, context: object) =>
      simulationCruxevalOutput.verify(
        { text: "" },
        { output: "1", ...more },
        { mode: "published", ...context },
      );
    expect(await verify({}, { sandbox })).toMatchObject({ reason: "gold.unreadable" });
    expect(await verify({ program }, {})).toMatchObject({ reason: "sandbox.unavailable" });
  });
});
