import fc from "fast-check";
import { expect, test } from "vitest";
import { axisTicks, tickLabel } from "../../src/report/axis-ticks.ts";

test.each([
  [0, 1, 5, ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]],
  [0, 1, 4, ["0", "0.25", "0.50", "0.75", "1.00"]],
  [1, 300, 3, ["0", "100", "200", "300"]],
  [-0.1, 0.1, 4, ["−0.10", "−0.05", "0", "0.05", "0.10"]],
  [0, 5e-6, 5, ["0", "1.0e-6", "2.0e-6", "3.0e-6", "4.0e-6", "5.0e-6"]],
])("from %d to %d in about %i steps", (low, high, count, labels) => {
  const ticks = axisTicks(low, high, count);
  expect(ticks.map((tick) => tickLabel(tick, (ticks[1] ?? 0) - (ticks[0] ?? 0)))).toEqual(labels);
});

test("ticks rise evenly, enclose the range and stay few", () => {
  const range = fc.tuple(
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
  );
  fc.assert(
    fc.property(range, fc.integer({ min: 2, max: 12 }), ([low, size], count) => {
      const ticks = axisTicks(low, low + size, count);
      const step = (ticks.at(-1) ?? 0) - (ticks.at(-2) ?? 0);
      expect(ticks[0]).toBeLessThanOrEqual(low + step * 1e-6);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(low + size - step * 1e-6);
      expect(ticks.length).toBeLessThanOrEqual(count + 3);
    }),
  );
});
