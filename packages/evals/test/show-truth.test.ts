import { expect, test } from "vitest";
import { showTruth } from "../src/index.ts";

test.each([
  ["27", "27"],
  [{ value: "27" }, "27"],
  [{ value: "256", unit: "N" }, "256 N"],
  [{ value: "256", unit: "" }, "256"],
  [{ answer: "Eve", candidates: ["Eve", "Lou"] }, "Eve"],
  [{ tests: [] }, '{"tests":[]}'],
  [[1, 2], "[1,2]"],
  [null, "null"],
])("the right answer %j is shown as %s", (truth, shown) => {
  expect(showTruth(truth)).toBe(shown);
});
