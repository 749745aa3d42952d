import { RunConfig, type RunConfigInput } from "@guru/core";
import { createParameter, createReferenceEngine, type Engine, type Parameter } from "@guru/engine";
import { expect, test } from "vitest";
import { type AdamW, createAdamW } from "../../src/index.ts";

function setup(changes: RunConfigInput["optimizer"] = {}): {
  engine: Engine;
  parameters: Parameter[];
  adamw: AdamW;
} {
  const engine = createReferenceEngine();
  const parameters = [
    createParameter(engine, "a", [2], Float32Array.of(1, -2)),
    createParameter(engine, "b", [1], Float32Array.of(0.5)),
  ];
  const config = RunConfig.parse({ optimizer: { weightDecay: 0.1, gradientClip: 2, ...changes } }).optimizer;
  return { engine, parameters, adamw: createAdamW(engine, parameters, config) };
}

async function update(
  { engine, parameters, adamw }: ReturnType<typeof setup>,
  gradients: readonly number[],
  rate = 0.1,
): ReturnType<AdamW["update"]> {
  const [a, b] = parameters;
  if (a !== undefined) engine.write(a.gradient.buffer, Float64Array.from(gradients.slice(0, 2)));
  if (b !== undefined) engine.write(b.gradient.buffer, Float64Array.from(gradients.slice(2)));
  return adamw.update(rate);
}

async function values({ engine, parameters }: ReturnType<typeof setup>): Promise<number[]> {
  return (await Promise.all(parameters.map(async ({ buffer }) => [...(await engine.read(buffer))]))).flat();
}

/** The published recurrence, one scalar at a time. */
function adamwByHand(start: number, gradients: readonly number[]): number {
  let [value, first, second] = [start, 0, 0];
  for (const [index, gradient] of gradients.entries()) {
    first = 0.9 * first + 0.1 * gradient;
    second = 0.95 * second + 0.05 * gradient ** 2;
    const bias = [1 - 0.9 ** (index + 1), 1 - 0.95 ** (index + 1)] as const;
    value -= 0.1 * (first / bias[0] / (Math.sqrt(second / bias[1]) + 1e-8) + 0.1 * value);
  }
  return value;
}

test("two updates follow the published recurrence, with weight decay on every parameter", async () => {
  const made = setup();
  await update(made, [0.3, -0.4, 0.5]);
  await update(made, [0.1, 0.2, 0.3]);
  const wanted = [adamwByHand(1, [0.3, 0.1]), adamwByHand(-2, [-0.4, 0.2]), adamwByHand(0.5, [0.5, 0.3])];
  for (const [index, value] of (await values(made)).entries())
    expect(value).toBeCloseTo(wanted[index] ?? 0, 10);
  expect(made.adamw.updates).toBe(2);
});

test("gradients beyond the clip are scaled as one vector, and the norm told is the one before", async () => {
  const [large, small] = [setup(), setup()];
  expect(await update(large, [6, 0, 8])).toEqual({ gradientNorm: 10, applied: true });
  const scale = 2 / (10 + 1e-6);
  await update(small, [6 * scale, 0, 8 * scale]);
  const wanted = await values(small);
  for (const [index, value] of (await values(large)).entries())
    expect(value).toBeCloseTo(wanted[index] ?? 0, 12);
});

test("an update leaves gradients of zero for the next accumulation", async () => {
  const made = setup();
  await update(made, [1, 1, 1]);
  for (const { gradient } of made.parameters)
    expect((await made.engine.read(gradient.buffer)).every((x) => x === 0)).toBe(true);
});

test.each([Number.NaN, Number.POSITIVE_INFINITY])("a gradient of %s changes nothing", async (bad) => {
  const made = setup();
  const before = await values(made);
  expect((await update(made, [1, bad, 1])).applied).toBe(false);
  expect(await values(made)).toEqual(before);
  expect(made.adamw.updates).toBe(0);
});

test("restored moments continue where they were", async () => {
  const [straight, resumed] = [setup(), setup()];
  await update(straight, [0.25, 0.5, 0.75]);
  await update(resumed, [9, 9, 9]);
  for (const [index, { buffer }] of resumed.parameters.entries()) {
    const from = straight.parameters[index];
    if (from !== undefined) resumed.engine.write(buffer, await straight.engine.read(from.buffer));
  }
  resumed.adamw.restore(await straight.adamw.read(), straight.adamw.updates, "the test's folder");
  await update(straight, [0.1, 0.2, 0.3]);
  await update(resumed, [0.1, 0.2, 0.3]);
  const wanted = await values(straight);
  for (const [index, value] of (await values(resumed)).entries())
    expect(value).toBeCloseTo(wanted[index] ?? 0, 7);
});

test("a checkpoint of another model is refused by name and shape", () => {
  const { adamw } = setup();
  expect(() => {
    adamw.restore(new Map([["a.first_moment", { shape: [3], values: new Float32Array(3) }]]), 1, "folder");
  }).toThrow('folder: tensor "a.first_moment" is [3], this run\'s model needs [2]');
  expect(() => {
    adamw.restore(new Map(), 1, "folder");
  }).toThrow('tensor "a.first_moment" is missing');
});
