import { expect, test } from "vitest";
import { mathAnswerFromVerl } from "../../src/math/from-verl.ts";

const truthOf = (groundTruth: Parameters<typeof mathAnswerFromVerl>[0]["groundTruth"]) =>
  mathAnswerFromVerl({ dataSource: "math__made", groundTruth, extraInfo: {} });

test.each([
  ["\\frac{1}{2}", "\\frac{1}{2}"],
  ["[0, 1]", "[0, 1]"],
  ['["42", "43"]', "42"],
  ["['\\\\frac{1}{2}']", "\\frac{1}{2}"],
  [42, "42"],
])("the ground truth %j becomes a truth", (groundTruth, value) => {
  expect(truthOf(groundTruth)).toEqual({ ok: true, value: { value } });
});

test("a list stands for its first answer", () => {
  expect(truthOf(["7", "8"])).toEqual({ ok: true, value: { value: "7" } });
});

test.each([[null], [{}], [[]], [""]])("the ground truth %j is refused", (groundTruth) => {
  expect(truthOf(groundTruth)).toMatchObject({ ok: false, class: "gold_parse" });
});
