import { expect, test } from "vitest";
import { type Buffer, createReferenceEngine } from "../../src/index.ts";

// The oracle itself, against numbers that can be worked out by hand.

const engine = createReferenceEngine();
const { ops } = engine;

function floats(...values: readonly number[]): Buffer {
  const buffer = engine.allocate(values.length, "f32");
  engine.write(buffer, Float64Array.from(values));
  return buffer;
}

function integers(...values: readonly number[]): Buffer {
  const buffer = engine.allocate(values.length, "i32");
  engine.write(buffer, Int32Array.from(values));
  return buffer;
}

const zeros = (length: number): Buffer => engine.allocate(length, "f32");

async function expectValues(buffer: Buffer, values: readonly number[]): Promise<void> {
  const actual = Array.from(await engine.read(buffer));
  expect(actual).toHaveLength(values.length);
  actual.forEach((value, index) => {
    expect(value).toBeCloseTo(values[index] ?? NaN, 12);
  });
}

test("linear multiplies by the transposed weight, and its gradients by the weight and by x", async () => {
  const [x, w] = [floats(1, 2, 3, 4), floats(1, 0, -1, 1, 2, 2)];
  const sizes = { rows: 2, inputs: 2, outputs: 3 };
  const out = floats(9, 9, 9, 9, 9, 9);
  ops.linear({ ...sizes, x, w, out, accumulate: false });
  await expectValues(out, [1, 1, 6, 3, 1, 14]);
  ops.linear({ ...sizes, x, w, out, accumulate: true });
  await expectValues(out, [2, 2, 12, 6, 2, 28]);
  const gradOut = floats(1, 0, 0, 0, 1, 2);
  const [gradX, gradW] = [zeros(4), floats(1, 1, 1, 1, 1, 1)];
  ops.linearInputGrad({ ...sizes, gradOut, w, gradX, accumulate: false });
  await expectValues(gradX, [1, 0, 3, 5]);
  ops.linearWeightGrad({ ...sizes, gradOut, x, gradW });
  await expectValues(gradW, [2, 3, 4, 5, 7, 9]);
});

test("a bias is added to every row and its gradient sums the rows", async () => {
  const x = floats(1, 2, 3, 4);
  ops.addBias({ x, bias: floats(10, 20), rows: 2, columns: 2 });
  await expectValues(x, [11, 22, 13, 24]);
  const gradBias = floats(1, 1);
  ops.biasGrad({ gradOut: x, gradBias, rows: 2, columns: 2 });
  await expectValues(gradBias, [25, 47]);
});

test("rmsNorm divides by the root of the mean square", async () => {
  const [out, inverseRms] = [zeros(2), zeros(1)];
  ops.rmsNorm({ rows: 1, columns: 2, x: floats(3, 4), gain: floats(1, 10), out, inverseRms, epsilon: 0.5 });
  const scale = 1 / Math.sqrt(13);
  await expectValues(inverseRms, [scale]);
  await expectValues(out, [3 * scale, 40 * scale]);
});

test("rope turns pairs that are half a head apart and leaves later heads alone", async () => {
  const x = floats(1, 2, 3, 4, 5, 6, 7, 8);
  const table = { cosines: floats(1, 1, 0, 1), sines: floats(0, 0, 1, 0), positions: integers(1) };
  ops.rope({ ...table, x, rows: 1, rowStride: 8, heads: 1, headSize: 4, inverse: false });
  await expectValues(x, [-3, 2, 1, 4, 5, 6, 7, 8]);
  ops.rope({ ...table, x, rows: 1, rowStride: 8, heads: 1, headSize: 4, inverse: true });
  await expectValues(x, [1, 2, 3, 4, 5, 6, 7, 8]);
});

test("attention weighs the values of its own sequence up to itself", async () => {
  // Two sequences of 2 and 1 rows, one head of size 1: query, key, value.
  const qkv = floats(5, 7, 1, Math.log(3), 1, 2, 9, 9, 4);
  const [out, logSumExp] = [zeros(3), zeros(3)];
  ops.attention({
    heads: 1,
    kvHeads: 1,
    headSize: 1,
    sequences: 2,
    rows: 3,
    scale: 1,
    qkv,
    offsets: integers(0, 2, 3),
    out,
    logSumExp,
  });
  // Row 1: weights e^(7·ln 3) and e^(ln 3), values 1 and 2.
  const [first, second] = [3 ** 7, 3];
  await expectValues(out, [1, (first + 2 * second) / (first + second), 4]);
  await expectValues(logSumExp, [35, Math.log(first + second), 81]);
});

test("grouped heads share keys and values in order", async () => {
  // 4 heads, 2 kv heads of size 1, one row: the output is the value of the group.
  const out = zeros(4);
  ops.attention({
    heads: 4,
    kvHeads: 2,
    headSize: 1,
    sequences: 1,
    rows: 1,
    scale: 1,
    qkv: floats(1, 2, 3, 4, 5, 6, 70, 80),
    offsets: integers(0, 1),
    out,
    logSumExp: zeros(4),
  });
  await expectValues(out, [70, 70, 80, 80]);
});

test("decoding with a cache gives what attention over the whole sequence gives", async () => {
  const sizes = { heads: 2, kvHeads: 1, headSize: 2, scale: 0.7 };
  const values = Array.from({ length: 24 }, (_, index) => Math.sin(index + 1));
  const whole = zeros(12);
  const offsets = integers(0, 3);
  ops.attention({
    ...sizes,
    sequences: 1,
    rows: 3,
    qkv: floats(...values),
    offsets,
    out: whole,
    logSumExp: zeros(6),
  });
  const cache = { capacity: 16, keys: zeros(2 * 16 * 2), values: zeros(2 * 16 * 2) };
  const prompt = floats(...values.slice(0, 16));
  const [rows, slots, positions] = [integers(0, 1), integers(1, 1), integers(0, 1)];
  ops.kvWrite({ ...sizes, ...cache, qkv: prompt, sourceRows: rows, slots, positions, count: 2 });
  const last = floats(...values.slice(16));
  const out = zeros(4);
  ops.decodeAttention({
    ...sizes,
    ...cache,
    qkv: last,
    slots: integers(1),
    positions: integers(2),
    out,
    rows: 1,
  });
  await expectValues(out, Array.from(await engine.read(whole)).slice(8));
});

test("swiglu multiplies up by the gate's silu", async () => {
  const out = zeros(3);
  ops.swiglu({ x: floats(0, Math.log(3), -800, 5, 2, 3), out, rows: 1, columns: 3 });
  await expectValues(out, [0, Math.log(3) * 0.75 * 2, 0]);
});

test("the gradient of an id that occurs twice is the sum", async () => {
  const gradTable = floats(1, 1, 1, 1, 1, 1);
  const [ids, gradOut] = [integers(2, 0, 2), floats(1, 2, 3, 4, 5, 6)];
  ops.embeddingGrad({ ids, gradOut, gradTable, rows: 3, columns: 2, vocabulary: 3 });
  await expectValues(gradTable, [4, 5, 1, 1, 7, 9]);
});

test("equal logits are uniform and logits far apart are certain", async () => {
  const [logprob, entropy] = [zeros(2), zeros(2)];
  ops.linearLogprob({
    x: floats(0, 1),
    w: floats(1, 0, 0, -4000),
    targets: integers(2, 0),
    logprob,
    entropy,
    rows: 2,
    inputs: 1,
    vocabulary: 4,
    temperature: 0.001,
  });
  await expectValues(logprob, [-Math.log(4), 0]);
  await expectValues(entropy, [Math.log(4), 0]);
});

test("the first step of AdamW moves by the learning rate against the sign, plus the decay", async () => {
  const parameter = floats(1, -2);
  const state = { first: zeros(2), second: zeros(2) };
  ops.adamw({
    parameter,
    gradient: floats(40, -0.02),
    ...state,
    length: 2,
    learningRate: 0.1,
    beta1: 0.9,
    beta2: 0.99,
    epsilon: 0,
    weightDecay: 0.5,
    gradientScale: 0.5,
    step: 1,
  });
  await expectValues(parameter, [1 - 0.1 - 0.05, -2 + 0.1 + 0.1]);
  await expectValues(state.first, [2, -0.001]);
  await expectValues(state.second, [4, 1e-6]);
});

test("the rest of the element-wise table", async () => {
  const [x, y, out] = [floats(1, 2, 3), floats(10, 20, 30), zeros(3)];
  ops.add({ a: x, b: y, out, length: 2 });
  await expectValues(out, [11, 22, 0]);
  ops.axpy({ x, y, alpha: -2, length: 3 });
  await expectValues(y, [8, 16, 24]);
  ops.lerp({ x, y, weight: 0.25, length: 3 });
  await expectValues(y, [6.25, 12.5, 18.75]);
  ops.sumOfSquares({ x, length: 3, out, index: 2 });
  ops.countNonFinite({ x: floats(NaN, 1, -Infinity), length: 3, out, index: 0 });
  await expectValues(out, [2, 22, 14]);
  ops.zero({ x: out, length: 1 });
  await expectValues(out, [0, 22, 14]);
});

test("gathers rows and scatters their gradients back", async () => {
  const out = zeros(4);
  ops.gatherRows({ x: floats(1, 2, 3, 4, 5, 6), indices: integers(2, 0), out, count: 2, columns: 2 });
  await expectValues(out, [5, 6, 1, 2]);
  const gradX = floats(1, 1, 1, 1, 1, 1);
  ops.gatherRowsGrad({ gradOut: out, indices: integers(2, 0), gradX, count: 2, columns: 2 });
  await expectValues(gradX, [2, 3, 1, 1, 6, 7]);
});

test("a buffer with any contents holds NaN, so that a read too early shows", async () => {
  const buffer = engine.allocate(1, "f32", "any");
  expect(Array.from(await engine.read(buffer))).toEqual([NaN]);
});

test("an op says which type of buffer it wanted", () => {
  expect(() => {
    ops.add({ a: integers(1), b: floats(1), out: zeros(1), length: 1 });
  }).toThrow("holds i32, but the op wants f32");
});
