import { createRandom } from "@guru/core";
import { expect, test } from "vitest";
import { smoothCurve, smoothingWidth, thinCurve } from "../../src/report/curve-points.ts";

const line = (count: number): { x: number; y: number }[] =>
  Array.from({ length: count }, (_, index) => ({ x: index, y: 2 * index }));

test("smoothing keeps a straight line straight, away from its ends", () => {
  const smooth = smoothCurve(line(100));
  for (const { x, y } of smooth.slice(15, 85)) expect(y).toBeCloseTo(2 * x, 6);
});

test("smoothing takes out most of the noise", () => {
  const random = createRandom(1, "noise");
  const noisy = Array.from({ length: 300 }, (_, x) => ({ x, y: random.normal() }));
  const spread = (points: readonly { y: number }[]): number =>
    Math.sqrt(points.reduce((sum, { y }) => sum + y * y, 0) / points.length);
  expect(spread(smoothCurve(noisy))).toBeLessThan(0.3 * spread(noisy));
});

test("a curve of a few points is not smoothed", () => {
  expect(smoothingWidth(line(7))).toBe(0);
  expect(smoothCurve(line(7))).toEqual(line(7));
});

test("a long curve is thinned by averaging neighbours", () => {
  const thin = thinCurve(line(10_000));
  expect(thin.length).toBeLessThanOrEqual(300);
  expect(thin[0]).toEqual({ x: 16.5, y: 33 });
  for (const { x, y } of thin) expect(y).toBeCloseTo(2 * x, 9);
  expect(thinCurve(line(300))).toEqual(line(300));
});
