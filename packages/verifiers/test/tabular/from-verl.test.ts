import type { Json } from "@guru/core";
import { expect, test } from "vitest";
import { tabularAnswer } from "../../src/tabular/answer.ts";
import { tabularTruthFromVerl } from "../../src/tabular/from-verl.ts";

const truthOf = (dataSource: string, groundTruth: Json, extraInfo: Record<string, Json> = {}) =>
  tabularTruthFromVerl({ dataSource, groundTruth, extraInfo });

test("the ground truth is a text, a number or a list of them", () => {
  expect(truthOf("table__hitab", "9.5|rural areas")).toEqual({
    ok: true,
    value: { value: "9.5|rural areas" },
  });
  expect(truthOf("table__multihier", 2008)).toEqual({ ok: true, value: { value: "2008" } });
  expect(truthOf("table__hitab", ["a", 1.5])).toEqual({ ok: true, value: { value: "a|1.5" } });
});

test("a computed result of FinQA has the tolerance of a thousandth, a whole one has none", () => {
  expect(truthOf("table__finqa", 0.14136)).toEqual({
    ok: true,
    value: { value: "0.14136", tolerance: 0.001 },
  });
  expect(truthOf("table__finqa", "94.0")).toEqual({ ok: true, value: { value: "94.0" } });
});

test("a question that asks for a percentage is noted where the row holds it", () => {
  const question = "what percentage of the total was it?";
  expect(truthOf("table__finqa", 0.25, { question })).toEqual({
    ok: true,
    value: { value: "0.25", tolerance: 0.001, percent: true },
  });
  expect(truthOf("table__hitab", "5", { question: "how many?" })).toEqual({
    ok: true,
    value: { value: "5" },
  });
});

test("a ground truth of another shape is bad gold", () => {
  for (const shape of [null, "", true, {}, [], [null], [["a"]]])
    expect(truthOf("table__hitab", shape)).toMatchObject({ ok: false, class: "gold_parse" });
});

test("the truths made from rows are ones that the verifier judges against", () => {
  for (const shape of ["154983.0", 1e-7, "14.8%", "-0.07", "15 to 19|55 and over"]) {
    const truth = truthOf("table__finqa", shape);
    expect(truth.ok && tabularAnswer.checkGold(truth.value)).toEqual({ ok: true });
  }
});
