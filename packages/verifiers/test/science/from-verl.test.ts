import type { Json } from "@guru/core";
import { expect, test } from "vitest";
import { scienceAnswer } from "../../src/science/answer.ts";
import { scienceChoice } from "../../src/science/choice.ts";
import { answerTruthFromVerl, choiceTruthFromVerl } from "../../src/science/from-verl.ts";

const row = (dataSource: string, groundTruth: Json, extraInfo: Record<string, Json> = {}) => ({
  dataSource,
  groundTruth,
  extraInfo,
});

test.each([
  ["stem__gpqa", "C", { answer: "C", count: 4, scorer: "supergpqa" }],
  ["stem__gpqa_diamond_no_box", "C", { answer: "C", count: 4, scorer: "gpqa" }],
  ["stem__supergpqa", "J", { answer: "J", scorer: "supergpqa" }],
  ["stem__supergpqa", "(j)", { answer: "J", scorer: "supergpqa" }],
  ["stem__supergpqa", '"D"', { answer: "D", scorer: "supergpqa" }],
  ["stem__supergpqa", ["D"], { answer: "D", scorer: "supergpqa" }],
  ["stem__supergpqa", { answer: "D" }, { answer: "D", scorer: "supergpqa" }],
] as const)("a row of %s with the truth %j is %j", (dataSource, groundTruth, truth) => {
  expect(choiceTruthFromVerl(row(dataSource, groundTruth))).toEqual({ ok: true, value: truth });
  expect(scienceChoice.checkGold(truth)).toEqual({ ok: true });
});

test("options in the row become options of the truth", () => {
  const truth = choiceTruthFromVerl(row("stem__supergpqa", "B", { options: ["one", "two", "three"] }));
  expect(truth).toEqual({
    ok: true,
    value: { answer: "B", options: ["one", "two", "three"], scorer: "supergpqa" },
  });
});

test.each<[string, Json]>([
  ["stem__gpqa", "E"],
  ["stem__supergpqa", "K"],
  ["stem__supergpqa", "Adenine"],
  ["stem__supergpqa", ""],
  ["stem__supergpqa", null],
  ["stem__supergpqa", 3],
])("a row of %s with the truth %j is refused", (dataSource, groundTruth) => {
  expect(choiceTruthFromVerl(row(dataSource, groundTruth))).toMatchObject({ ok: false, class: "gold_parse" });
});

test.each<[Json, Record<string, Json>, object]>([
  ["9.81 m/s^2", { question: "How fast?" }, { value: "9.81 m/s^2", question: "How fast?" }],
  [" two words ", {}, { value: "two words" }],
  [12.5, {}, { value: "12.5" }],
  ['"Ohm\'s law"', {}, { value: "Ohm's law" }],
  [{ ground_truth: "42" }, { raw_prompt: "What?" }, { value: "42", question: "What?" }],
  ["[1, 2]", {}, { value: "[1, 2]" }],
])("a stem_web row with the truth %j", (groundTruth, extraInfo, value) => {
  expect(answerTruthFromVerl(row("stem_web", groundTruth, extraInfo))).toEqual({ ok: true, value });
  expect(scienceAnswer.checkGold({ ...value })).toEqual({ ok: true });
});

test.each<Json>(["", " ", null, [], true, {}])(
  "a stem_web row with the truth %j is refused",
  (groundTruth) => {
    expect(answerTruthFromVerl(row("stem_web", groundTruth))).toMatchObject({
      ok: false,
      class: "gold_parse",
    });
  },
);
