import fc from "fast-check";
import { expect, test } from "vitest";
import { createShuffledTaskSource, createTaskSource } from "../../src/index.ts";
import { digitTask } from "../support/digit-task.ts";

const domains = ["math", "code", "logic"] as const;

function mix(seed: number, weights: readonly number[]): ReturnType<typeof createTaskSource> {
  return createTaskSource(
    seed,
    weights.map((weight, index) => ({
      weight,
      draw: (random) => digitTask(random.integer(0, 9), domains[index] ?? "math"),
    })),
  );
}

test("a step's tasks depend on seed, step and count alone", () => {
  const [one, other] = [mix(4, [1, 2, 3]), mix(4, [1, 2, 3])];
  other.draw(1, 7);
  expect(other.draw(5, 12)).toEqual(one.draw(5, 12));
  expect(mix(5, [1, 2, 3]).draw(5, 12)).not.toEqual(one.draw(5, 12));
  expect(one.draw(6, 12)).not.toEqual(one.draw(5, 12));
});

test("each pool gets its share rounded up or down, and a pool of weight 0 nothing", () => {
  const weights = fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: 3, maxLength: 3 })
    .filter((values) => values.some((value) => value > 0));
  fc.assert(
    fc.property(
      weights,
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: 1, max: 99 }),
      (values, count, step) => {
        const drawn = mix(1, values).draw(step, count);
        expect(drawn).toHaveLength(count);
        const total = values.reduce((sum, value) => sum + value, 0);
        for (const [index, domain] of domains.entries()) {
          const share = (count * (values[index] ?? 0)) / total;
          const found = drawn.filter((task) => task.domain === domain).length;
          expect(Math.abs(found - share)).toBeLessThan(share === 0 ? Number.MIN_VALUE : 1 + 1e-9);
        }
      },
    ),
  );
});

test("a share below one task a step is met in the mean over steps", () => {
  const source = mix(1, [19, 1]);
  let rare = 0;
  for (let step = 1; step <= 400; step++)
    rare += source.draw(step, 4).filter(({ domain }) => domain === "code").length;
  expect(rare / 400).toBeGreaterThan(0.15);
  expect(rare / 400).toBeLessThan(0.25);
});

test("pools without any weight are refused", () => {
  expect(() => mix(1, [0, 0])).toThrow("no tasks are left to train on");
});

test("a list is gone through once an epoch, in another order each time", () => {
  const tasks = Array.from({ length: 10 }, (_, digit) => digitTask(digit));
  const source = createShuffledTaskSource(3, tasks);
  const epochs = [source.draw(1, 10), source.draw(2, 10)].map((drawn) => drawn.map(({ id }) => id));
  for (const epoch of epochs) expect([...epoch].sort()).toEqual(tasks.map(({ id }) => id).sort());
  expect(epochs[0]).not.toEqual(epochs[1]);
});

test("a list's step spans epochs and can be drawn out of turn", () => {
  const tasks = Array.from({ length: 5 }, (_, digit) => digitTask(digit));
  const straight = createShuffledTaskSource(3, tasks);
  const all = [1, 2, 3, 4].flatMap((step) => straight.draw(step, 4).map(({ id }) => id));
  expect(
    createShuffledTaskSource(3, tasks)
      .draw(3, 4)
      .map(({ id }) => id),
  ).toEqual(all.slice(8, 12));
  expect(new Set(all.slice(0, 5)).size).toBe(5);
});

test("an empty list is refused", () => {
  expect(() => createShuffledTaskSource(1, [])).toThrow("no tasks are left to train on");
});
