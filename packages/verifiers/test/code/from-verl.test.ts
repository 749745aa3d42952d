import { expect, test } from "vitest";
import { codeTruthFromVerl } from "../../src/code/from-verl.ts";
import { codeFunctional } from "../../src/code/functional.ts";
import { codePytest } from "../../src/code/pytest.ts";
import { codeStdio } from "../../src/code/stdio.ts";

const verifiers = { "code/functional": codeFunctional, "code/stdio": codeStdio, "code/pytest": codePytest };
const row = (groundTruth: unknown, extraInfo = {}) =>
  codeTruthFromVerl({ dataSource: "codegen__x", groundTruth: groundTruth as string, extraInfo });

test.each([
  [{ functional: "check(f)" }, {}, "code/functional", { test: "check(f)" }],
  [
    { functional: "check(f)" },
    { prefix: "import math\n" },
    "code/functional",
    { test: "check(f)", prefix: "import math\n" },
  ],
  [{ functional: "check(f)" }, { prefix: "" }, "code/functional", { test: "check(f)" }],
  [
    { solution_file: "from solution import f\nassert f()" },
    {},
    "code/functional",
    { test: "from solution import f\nassert f()" },
  ],
  [{ pytest: "def test_a():\n    assert 1" }, {}, "code/pytest", { test: "def test_a():\n    assert 1" }],
  [
    { inputs: ["1\n", ["2", "3"]], outputs: ["1\n", "5", "9"] },
    {},
    "code/stdio",
    {
      tests: [
        { input: "1\n", output: "1\n" },
        { input: "2\n3", output: "5" },
      ],
    },
  ],
  [
    [{ input: "1", output: 2, testtype: "stdin" }],
    {},
    "code/stdio",
    { tests: [{ input: "1", output: "2" }] },
  ],
])("%j with %j becomes a truth of %s", (groundTruth, extraInfo, verifier, truth) => {
  const expected = { ok: true, value: { verifier, truth } };
  expect(row(JSON.stringify(groundTruth), extraInfo)).toEqual(expected);
  expect(row(groundTruth, extraInfo)).toEqual(expected);
  expect(row(JSON.stringify(JSON.stringify(groundTruth)), extraInfo)).toEqual(expected);
  expect(verifiers[verifier as keyof typeof verifiers].checkGold(truth)).toEqual({ ok: true });
});

test.each([
  ["x"],
  ["{}"],
  [null],
  [{ inputs: [], outputs: [] }],
  [{ inputs: ["1"] }],
  [[]],
  [{ functional: 1 }],
])("%j is no ground truth of a code task", (groundTruth) => {
  expect(row(groundTruth)).toMatchObject({ ok: false, class: "gold_parse" });
});
