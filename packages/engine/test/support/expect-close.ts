import { expect } from "vitest";
import type { NumericArray } from "../../src/index.ts";

/**
 * Every number within `tolerance` of what is expected, relative to that number or to the largest of the array,
 * whichever is more. Integers must be equal.
 */
export function expectClose(actual: NumericArray, expected: NumericArray, tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  if (actual instanceof Int32Array) {
    expect(Array.from(actual)).toEqual(Array.from(expected));
    return;
  }
  const largest = Array.from(expected).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const wrong = Array.from(expected.keys()).filter((index) => {
    const [is, should] = [actual[index] ?? NaN, expected[index] ?? NaN];
    return !(Math.abs(is - should) <= tolerance * largest || Object.is(is, should));
  });
  const first = wrong[0];
  if (first !== undefined) {
    expect.fail(
      `${String(wrong.length)} of ${String(expected.length)} differ by more than ${String(tolerance)} of ${String(largest)}; the first is [${String(first)}]: ${String(actual[first])}, expected ${String(expected[first])}`,
    );
  }
}
