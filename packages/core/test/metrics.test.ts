import { expect, expectTypeOf, test } from "vitest";
import { type MetricName, MetricsRow } from "../src/index.ts";

test("a row has its step and any numbers, also of names that nobody knows", () => {
  const row: MetricsRow = { step: 3, "critic/score/mean": 0.5, "own/number": 7 };
  expect(MetricsRow.parse(JSON.parse(JSON.stringify(row)))).toEqual(row);
});

test.each([{ "critic/score/mean": 0.5 }, { step: 1.5 }, { step: 1, loss: null }, { step: 1, loss: "low" }])(
  "%j is no row",
  (row) => {
    expect(MetricsRow.safeParse(row).success).toBe(false);
  },
);

test("a name that no step has is a type error", () => {
  expectTypeOf<"critic/score/math/mean">().toExtend<MetricName>();
  expectTypeOf<"val/mean">().toExtend<MetricName>();
  expectTypeOf<"critic/score/maths/mean">().not.toExtend<MetricName>();
  expectTypeOf<"rollout/entropie">().not.toExtend<MetricName>();
});
