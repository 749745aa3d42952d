import { expect, test } from "vitest";
import { ifbenchFromVerl, ifevalFromVerl, livebenchFromVerl } from "../../src/instruction/from-verl.ts";
import { instructionIfbench } from "../../src/instruction/ifbench.ts";
import { instructionIfeval } from "../../src/instruction/ifeval.ts";
import { instructionLivebench } from "../../src/instruction/livebench/livebench.ts";

test("a row of IFEval has its arguments in the ground truth and the ids beside it", () => {
  const truth = ifevalFromVerl({
    dataSource: "ood__ifeval",
    groundTruth: [
      { num_words: 300, relation: "at least", keywords: null },
      { keywords: null, num_words: null },
    ],
    extraInfo: {
      instruction_id_list: ["length_constraints:number_words", "punctuation:no_comma"],
      prompt: "Write.",
    },
  });
  expect(truth).toEqual({
    ok: true,
    value: {
      instructions: [
        { id: "length_constraints:number_words", arguments: { num_words: 300, relation: "at least" } },
        { id: "punctuation:no_comma", arguments: {} },
      ],
      prompt: "Write.",
    },
  });
  expect(truth.ok && instructionIfeval.checkGold(truth.value)).toEqual({ ok: true });
});

test("a row of IFBench is a Python literal in a text", () => {
  const groundTruth =
    "[{'instruction_id': ['count:count_unique', 'letters:letter_counting'], 'kwargs': [None, {'N': 50.0, 'relation': 'at least'}]}]";
  const truth = ifbenchFromVerl({ dataSource: "ood__ifbench", groundTruth, extraInfo: {} });
  expect(truth).toEqual({
    ok: true,
    value: {
      instructions: [
        { id: "count:count_unique", arguments: {} },
        { id: "letters:letter_counting", arguments: { N: 50, relation: "at least" } },
      ],
    },
  });
  expect(truth.ok && instructionIfbench.checkGold(truth.value)).toEqual({ ok: true });
});

test("a row of LiveBench names its task, and the prompt the format of a table", () => {
  const row = (task: string, groundTruth: string, prompt: string) =>
    livebenchFromVerl({ dataSource: "ood__livebench", groundTruth, extraInfo: { task, prompt: [prompt] } });
  expect(row("cta", "City", "What?")).toEqual({ ok: true, value: { task: "cta", answer: "City" } });
  const table = row(
    "tablereformat",
    "a,b\n1,2",
    "Please convert the Input Table from JSON format to CSV format.",
  );
  expect(table).toEqual({ ok: true, value: { task: "tablereformat", answer: "a,b\n1,2", format: "csv" } });
  expect(table.ok && instructionLivebench.checkGold(table.value)).toEqual({ ok: true });
  expect(row("tablereformat", "x", "Source Format: CSV\nTarget Format: JSONL\n")).toMatchObject({
    value: { format: "jsonl" },
  });
  expect(row("tablereformat", "x", "Convert it.")).toMatchObject({ ok: false, class: "gold_parse" });
});

test.each([
  ["no ids", { groundTruth: [{}], extraInfo: {} }],
  [
    "fewer arguments than ids",
    { groundTruth: [], extraInfo: { instruction_id_list: ["punctuation:no_comma"] } },
  ],
  ["a text that is no list", { groundTruth: "none", extraInfo: {} }],
  ["ids that are numbers", { groundTruth: [{}], extraInfo: { instruction_id_list: [1] } }],
])("a row with %s is unreadable", (_name, { groundTruth, extraInfo }) => {
  expect(ifevalFromVerl({ dataSource: "ood__ifeval", groundTruth, extraInfo })).toMatchObject({
    ok: false,
    class: "gold_parse",
  });
  expect(ifbenchFromVerl({ dataSource: "ood__ifbench", groundTruth, extraInfo })).toMatchObject({
    ok: false,
    class: "gold_parse",
  });
});
