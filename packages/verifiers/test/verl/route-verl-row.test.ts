import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { defaultRegistry } from "../../src/default-registry.ts";
import { readJudgeRow } from "../../src/rows/judge-row.ts";
import { createSandbox } from "../../src/sandbox/create-sandbox.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { noLevelOne } from "../sandbox/confined-machine.ts";

interface SourceRow {
  readonly data_source: string;
  readonly ground_truth: unknown;
  readonly extra_info?: unknown;
  readonly prompt?: string;
  readonly response: string;
  readonly verifier: string;
}

const program = "def f(x):\n    return x[::-1]";

/** One row of each kind of source, in the shape that the releases have, with a right response. */
const rows: readonly SourceRow[] = [
  {
    data_source: "math__deepscaler_preview",
    ground_truth: "\\frac{3}{4}",
    response: "\\boxed{0.75}",
    verifier: "math/answer",
  },
  { data_source: "openai/gsm8k", ground_truth: "72", response: "The answer is 72.", verifier: "math/answer" },
  {
    data_source: "stem__gpqa_diamond_no_box",
    ground_truth: "C",
    response: "Answer: C",
    verifier: "science/choice",
  },
  { data_source: "stem__supergpqa", ground_truth: "J", response: "\\boxed{J}", verifier: "science/choice" },
  {
    data_source: "stem_web",
    ground_truth: "9.81 m/s^2",
    extra_info: { question: "How fast do things fall?" },
    response: "\\boxed{9.81 \\text{ m/s}^2}",
    verifier: "science/answer",
  },
  {
    data_source: "logic__zebra_puzzle",
    ground_truth: { header: ["Position", "Pet"], rows: [["1", "cat"]] },
    response: '<answer>{"header": ["Position", "Pet"], "rows": [["1", "cat"]]}</answer>',
    verifier: "logic/zebra",
  },
  {
    data_source: "logic__ordering_puzzle",
    ground_truth: ["ann", "bo"],
    response: "<answer>['ann', 'bo']</answer>",
    verifier: "logic/ordering",
  },
  {
    data_source: "logic__graph_logical",
    ground_truth: "fde",
    response: "<answer>fde</answer>",
    verifier: "logic/graph",
  },
  ...["simulation__arcagi1", "simulation__arcagi2", "simulation__barc"].map((data_source) => ({
    data_source,
    ground_truth: [[1, 2]],
    response: "<answer>[[1, 2]]</answer>",
    verifier: "logic/grid",
  })),
  {
    data_source: "simulation__codeio-pyedu",
    ground_truth: '"output": [1, 2]',
    response: '```json\n{"output": [1, 2]}\n```',
    verifier: "simulation/codeio-output",
  },
  {
    data_source: "simulation__codeio-pyedu",
    ground_truth: '"input": {"n": 3}',
    extra_info: { program: "def main_solution(n):\n    return n * n", output: "9" },
    response: '{"input": {"n": -3}}',
    verifier: "simulation/codeio-input",
  },
  {
    data_source: "simulation__cruxeval-o",
    ground_truth: JSON.stringify({ functional: program }),
    extra_info: { reference: "'ba'", input: "'ab'" },
    response: "[ANSWER]assert f('ab') == 'ba'[/ANSWER]",
    verifier: "simulation/cruxeval-output",
  },
  {
    data_source: "table__hitab",
    ground_truth: "12.5|7",
    response: "\\boxed{7|12.5}",
    verifier: "tabular/answer",
  },
  {
    data_source: "ood__ifeval",
    ground_truth: [{ relation: null }],
    extra_info: { instruction_id_list: ["punctuation:no_comma"], prompt: "Write." },
    response: "No commas here.",
    verifier: "instruction/ifeval",
  },
  {
    data_source: "codegen__leetcode2k",
    ground_truth: JSON.stringify({
      functional: "def check(f):\n    assert f(2) == 4\n\ncheck(Solution().square)",
    }),
    extra_info: { prefix: "from typing import *" },
    response: "```python\nclass Solution:\n    def square(self, x: int) -> int:\n        return x * x\n```",
    verifier: "code/functional",
  },
  {
    data_source: "codegen__taco",
    ground_truth: JSON.stringify({ inputs: ["2 3\n"], outputs: ["5\n"] }),
    response: "```python\nprint(sum(map(int, input().split())))\n```",
    verifier: "code/stdio",
  },
];

describe.skipIf(noLevelOne)(`rows of verl's format (${noLevelOne ?? "level 1"})`, () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await createSandbox({ workers: 1 });
  });
  afterAll(() => sandbox.close());

  test.each(rows)(
    "of $data_source go to $verifier, and a right response earns 1",
    async ({ verifier, ...row }) => {
      const read = readJudgeRow(row, defaultRegistry);
      if (!read.ok) throw new Error(read.message);
      const { task, response } = read.value.item;
      expect(task.verifier.name).toBe(verifier);
      expect(defaultRegistry.checkTask(task)).toEqual({ ok: true });
      const verdict = await defaultRegistry.judge(task, response, { sandbox });
      expect(verdict).toMatchObject({ outcome: "correct", by: { name: verifier } });
      const wrong = await defaultRegistry.judge(task, { text: "I cannot, sorry." }, { sandbox });
      expect(wrong.outcome).toBe("incorrect");
    },
  );
});
