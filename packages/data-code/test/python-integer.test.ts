import fc from "fast-check";
import { expect, test } from "vitest";
import { floorDivide, floorModulo } from "../src/index.ts";

test.each([
  [7n, 2n, 3n, 1n],
  [-7n, 2n, -4n, 1n],
  [7n, -2n, -4n, -1n],
  [-7n, -2n, 3n, -1n],
  [-6n, 3n, -2n, 0n],
])("%d and %d divide as in Python", (left, right, quotient, rest) => {
  expect(floorDivide(left, right)).toBe(quotient);
  expect(floorModulo(left, right)).toBe(rest);
});

test("quotient and rest put the number together again, and the rest has the divisor's sign", () => {
  const divisor = fc.bigInt().filter((value) => value !== 0n);
  fc.assert(
    fc.property(fc.bigInt(), divisor, (left, right) => {
      const rest = floorModulo(left, right);
      expect(floorDivide(left, right) * right + rest).toBe(left);
      expect(rest === 0n || rest < 0n === right < 0n).toBe(true);
      expect(rest < 0n ? -rest : rest).toBeLessThan(right < 0n ? -right : right);
    }),
  );
});
