import { expect } from "vitest";
import type { NumericArray } from "../../src/index.ts";

/** Below this size an array's differences are measured against it: results of a sum of larger numbers are never exact. */
const smallestScale = 0.1;

/**
 * Every number within `tolerance` of what is expected, relative to the largest of the array. Integers, NaN and infinities
 * must be equal.
 */
export function expectClose(actual: NumericArray, expected: NumericArray, tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  let scale = smallestScale;
  for (const value of expected) if (Number.isFinite(value)) scale = Math.max(scale, Math.abs(value));
  const allowed = expected instanceof Int32Array ? 0 : tolerance * scale;
  for (let index = 0; index < expected.length; index++) {
    const [is, should] = [actual[index] ?? NaN, expected[index] ?? NaN];
    if (Math.abs(is - should) <= allowed || Object.is(is, should)) continue;
    expect.fail(`[${String(index)}] is ${String(is)}, expected ${String(should)} ± ${String(allowed)}`);
  }
}

/** The same numbers bit for bit. */
export function expectSameBits(
  actual: Record<string, NumericArray>,
  expected: Record<string, NumericArray>,
): void {
  const bytes = ({ buffer, byteOffset, byteLength }: NumericArray): Buffer =>
    Buffer.from(buffer, byteOffset, byteLength);
  for (const [name, values] of Object.entries(expected)) {
    const other = actual[name];
    if (other === undefined || bytes(values).compare(bytes(other)) !== 0) expect(other).toEqual(values);
  }
}
