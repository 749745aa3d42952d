import fc from "fast-check";
import { expect, test } from "vitest";
import { productSteps, solvedProduct } from "../src/index.ts";
import { evaluateArithmetic } from "../src/testing/index.ts";

test.each([
  [49, 6, "240+54", "240+54=294"],
  [40, 6, "240", "240"],
  [7, 8, "56", "56"],
  [180, 7, "700+560", "700+560=1260"],
  [12, 1, "10+2", "10+2=12"],
])("%d times %d is %s", (left, right, parts, solved) => {
  expect(productSteps(left, right)).toBe(parts);
  expect(solvedProduct(left, right)).toBe(solved);
});

test("the parts add up to the product", () => {
  const positive = fc.integer({ min: 1, max: 9999 });
  fc.assert(
    fc.property(positive, positive, (left, right) => {
      expect(evaluateArithmetic(productSteps(left, right))).toBe(left * right);
    }),
  );
});
