import { describe, expect, test } from "vitest";
import {
  createParameter,
  createReferenceEngine,
  createRopeTable,
  createTape,
  createTensor,
  releaseRopeTable,
  releaseTensor,
  type Tape,
  type Tensor,
} from "../src/index.ts";

const engine = createReferenceEngine();
const parameter = (name: string, ...shape: number[]) => createParameter(engine, name, shape);
const floats = (tape: Tape, name: string, ...shape: number[]): Tensor =>
  tape.constant(name, shape, "f32", new Float32Array(shape.reduce((total, size) => total * size, 1)));
const integers = (tape: Tape, name: string, ...values: number[]): Tensor =>
  tape.constant(name, [values.length], "i32", Int32Array.from(values));

describe("shape mistakes name the op, the tensor and both shapes", () => {
  const tape = createTape(engine);
  const x = floats(tape, "hidden", 12, 64);
  const table = createRopeTable(engine, { headSize: 4, maxPositions: 8, theta: 10_000 });
  const heads = { heads: 4, kvHeads: 2, headSize: 8 };
  const mistakes: readonly (readonly [string, () => unknown])[] = [
    [
      'linear: x "hidden" is [12, 64], but weight "layers.0.mlp.down_proj" [128, 512] wants [*, 512]',
      () => tape.linear(x, parameter("layers.0.mlp.down_proj", 128, 512)),
    ],
    [
      'linear: bias "b" is [3], but weight "w" [2, 64] wants [2]',
      () => tape.linear(x, parameter("w", 2, 64), parameter("b", 3)),
    ],
    [
      'linear: weight "w" is [64], but a matrix [rows, columns] is wanted',
      () => tape.linear(x, parameter("w", 64)),
    ],
    [
      'add: b "other" is [64, 12], but a "hidden" [12, 64] wants [12, 64]',
      () => tape.add(x, floats(tape, "other", 64, 12)),
    ],
    [
      'rmsNorm: x "hidden" is [12, 64], but gain "norm" [63] wants [*, 63]',
      () => tape.rmsNorm(x, parameter("norm", 63), 1e-5),
    ],
    [
      'addRmsNorm: residual "stream" is [11, 64], but x "hidden" [12, 64] wants [12, 64]',
      () => tape.addRmsNorm(x, floats(tape, "stream", 11, 64), parameter("norm", 64), 1e-5),
    ],
    [
      'rope: positions "positions" is [2], but x "hidden" [12, 64] wants [12]',
      () => tape.rope(x, integers(tape, "positions", 0, 1), table, { heads: 2, headSize: 4 }),
    ],
    [
      'rope: x "few" is [1, 7], but 2 heads of 4 want [*, ≥ 8]',
      () =>
        tape.rope(floats(tape, "few", 1, 7), integers(tape, "positions", 0), table, {
          heads: 2,
          headSize: 4,
        }),
    ],
    [
      'rope: table "rope cosines" is [8, 2], but heads of 8 want [8, 4]',
      () =>
        tape.rope(floats(tape, "one", 1, 8), integers(tape, "positions", 0), table, {
          heads: 1,
          headSize: 8,
        }),
    ],
    [
      'attention: qkv "hidden" is [12, 60], but 4 heads and 2 kvHeads of 8 want [*, 64]',
      () => tape.attention(floats(tape, "hidden", 12, 60), integers(tape, "offsets", 0, 12), heads),
    ],
    [
      "attention: heads must be a multiple of kvHeads, got 4 and 3",
      () => tape.attention(x, integers(tape, "offsets", 0, 12), { ...heads, kvHeads: 3 }),
    ],
    [
      'swiglu: x "odd" is [2, 3], but gate and up want [*, an even number]',
      () => tape.swiglu(floats(tape, "odd", 2, 3)),
    ],
    [
      'linearLogprob: targets "targets" is [1], but x "hidden" [12, 64] wants [12]',
      () => tape.linearLogprob(x, parameter("head", 5, 64), integers(tape, "targets", 0), 1),
    ],
    [
      "linearLogprob: temperature must be positive, got 0",
      () =>
        tape.linearLogprob(
          x,
          parameter("head", 5, 64),
          integers(tape, "t", ...new Array<number>(12).fill(0)),
          0,
        ),
    ],
    [
      'tensor: "x" is [2, 3], which is 6 elements, but got 5 values',
      () => tape.constant("x", [2, 3], "f32", new Float32Array(5)),
    ],
    [
      'backward: "hidden" is [12, 64], but its gradient has 3 values',
      () => {
        tape.backward([{ tensor: x, gradient: new Float32Array(3) }]);
      },
    ],
    [
      "rope: headSize must be a positive even number, got 3",
      () => createRopeTable(engine, { headSize: 3, maxPositions: 1, theta: 1 }),
    ],
  ];
  test.each(mistakes)("%s", (message, mistake) => {
    expect(mistake).toThrow(expect.objectContaining({ name: "GuruError", code: "shape", message }));
  });
});

describe("constant indices are checked before the engine follows them", () => {
  const tape = createTape(engine);
  const x = floats(tape, "hidden", 3, 6);
  const table = createRopeTable(engine, { headSize: 2, maxPositions: 8, theta: 10_000 });
  const mistakes: readonly (readonly [string, () => unknown])[] = [
    [
      'embedding: ids "ids" [2] holds 5, but table "table" has 5',
      () => tape.embedding(integers(tape, "ids", 4, 5), parameter("table", 5, 2)),
    ],
    [
      'embedding: ids "ids" [2] holds -1, but table "table" has 5',
      () => tape.embedding(integers(tape, "ids", -1, 7), parameter("table", 5, 2)),
    ],
    [
      'gatherRows: indices "rows" [1] holds 3, but x "hidden" has 3',
      () => tape.gatherRows(x, integers(tape, "rows", 3)),
    ],
    [
      'linearLogprob: targets "t" [3] holds 9, but weight "head" has 9',
      () => tape.linearLogprob(x, parameter("head", 9, 6), integers(tape, "t", 0, 9, 0), 1),
    ],
    [
      'rope: positions "p" [3] holds 8, but the table of angles has 8',
      () => tape.rope(x, integers(tape, "p", 6, 7, 8), table, { heads: 2, headSize: 2 }),
    ],
    [
      'attention: offsets "offsets" must rise from 0 to the number of rows, 3, but go from 0 to 2',
      () => tape.attention(x, integers(tape, "offsets", 0, 2), { heads: 1, kvHeads: 1, headSize: 2 }),
    ],
    [
      'attention: offsets "offsets" must rise from 0 to the number of rows, 3, but go from 0 to 3 and fall in between',
      () => tape.attention(x, integers(tape, "offsets", 0, 2, 1, 3), { heads: 1, kvHeads: 1, headSize: 2 }),
    ],
  ];
  test.each(mistakes)("%s", (message, mistake) => {
    expect(mistake).toThrow(expect.objectContaining({ name: "GuruError", code: "index", message }));
  });
});

test("a tensor of the wrong element type is named", () => {
  const tape = createTape(engine);
  const ids = floats(tape, "ids", 3);
  expect(() => tape.embedding(ids, parameter("table", 5, 2))).toThrow(
    'embedding: ids "ids" is f32, but i32 is wanted',
  );
  expect(() => tape.constant("ids", [1], "i32", new Float32Array(1))).toThrow(
    '"ids" is i32 and takes an Int32Array',
  );
});

describe("a tape", () => {
  test("releases all it allocated, forward and backward, when disposed, and not twice", async () => {
    const own = createReferenceEngine();
    const weight = createParameter(own, "w", [4, 4], new Float32Array(16).fill(0.5));
    const gain = createParameter(own, "gain", [4]);
    const before = own.memory().currentBytes;
    const tape = createTape(own, { guard: true });
    const x = floats(tape, "x", 3, 4);
    const { sum, out } = tape.addRmsNorm(tape.linear(x, weight), tape.linear(x, weight), gain, 1e-5);
    tape.backward([
      {
        tensor: tape.add(sum, tape.swiglu(tape.linear(out, createParameter(own, "w2", [8, 4])))),
        gradient: new Float32Array(12),
      },
    ]);
    await tape.checkFinite();
    expect(own.memory().currentBytes).toBeGreaterThan(before);
    tape.dispose();
    tape.dispose();
    expect(own.memory().currentBytes).toBe(before + 2 * 8 * 4 * 8);
  });

  test("adds to the parameters' gradients, backward after backward", async () => {
    const weight = createParameter(engine, "w", [1, 2], new Float32Array([1, 1]));
    for (let pass = 0; pass < 2; pass++) {
      const tape = createTape(engine);
      const x = tape.constant("x", [1, 2], "f32", new Float32Array([3, 5]));
      const out = tape.linear(x, weight);
      tape.backward([{ tensor: out, gradient: new Float32Array([1]) }]);
      tape.backward([{ tensor: out, gradient: new Float32Array([10]) }]);
      tape.dispose();
    }
    expect(Array.from(await engine.read(weight.gradient.buffer))).toEqual([66, 110]);
  });

  test("adds up seeds of the same tensor and ignores those that lead to no parameter", async () => {
    const weight = createParameter(engine, "w", [1, 1], new Float32Array([2]));
    const tape = createTape(engine);
    const x = tape.constant("x", [1, 1], "f32", new Float32Array([3]));
    const out = tape.linear(x, weight);
    const seed = (tensor: Tensor, value: number) => ({ tensor, gradient: new Float64Array([value]) });
    tape.backward([seed(out, 1), seed(x, 100), seed(out, 4)]);
    expect(Array.from(await engine.read(weight.gradient.buffer))).toEqual([15]);
  });

  test("without gradients gives the same results and refuses a backward", async () => {
    const table = createParameter(engine, "table", [2, 2], new Float32Array([1, 2, 3, 4]));
    const tape = createTape(engine, { gradients: false });
    const out = tape.embedding(integers(tape, "ids", 1), table);
    expect(Array.from(await engine.read(out.buffer))).toEqual([3, 4]);
    expect(() => {
      tape.backward([{ tensor: out, gradient: new Float32Array(2) }]);
    }).toThrow("gradients: false");
  });

  test("does not let a rotated tensor, another tape's or a disposed tape's be used", () => {
    const table = createRopeTable(engine, { headSize: 2, maxPositions: 8, theta: 10_000 });
    const tape = createTape(engine);
    const rope = (x: Tensor) => tape.rope(x, integers(tape, "p", 0), table, { heads: 1, headSize: 2 });
    const x = floats(tape, "x", 1, 2);
    rope(x);
    expect(() => tape.swiglu(x)).toThrow('swiglu: "x" was overwritten by rope');
    expect(() => rope(parameter("w", 1, 2))).toThrow('"w" would be overwritten');
    const hidden = tape.linear(floats(tape, "y", 1, 2), parameter("w", 2, 2));
    tape.swiglu(hidden);
    expect(() => rope(hidden)).toThrow("another op's backward needs its values");
    expect(() => createTape(engine).swiglu(hidden)).toThrow("belongs to another tape");
    tape.dispose();
    expect(() => floats(tape, "z", 1, 2)).toThrow("the tape was disposed");
  });
});

describe("the guard", () => {
  test("names the first op forward that made a NaN and the tensor", async () => {
    const tape = createTape(engine, { guard: true });
    const bad = createParameter(engine, "layers.3.mlp.down_proj", [2, 2], new Float32Array([1, NaN, 1, 1]));
    const x = tape.constant("x", [1, 2], "f32", new Float32Array([1, 1]));
    tape.swiglu(tape.linear(tape.linear(x, parameter("fine", 2, 2)), bad));
    await expect(tape.checkFinite()).rejects.toMatchObject({
      code: "non_finite",
      message: 'linear: 1 of 2 values of "linear(layers.3.mlp.down_proj)" are NaN or infinite',
    });
  });

  test("names the first op backward", async () => {
    const tape = createTape(engine, { guard: true });
    const weight = createParameter(engine, "w", [2, 2], new Float64Array(4).fill(1e200));
    const x = tape.constant("x", [1, 2], "f32", new Float64Array([1e-200, 1e-200]));
    const out = tape.linear(tape.linear(x, weight), weight);
    await tape.checkFinite();
    tape.backward([{ tensor: out, gradient: new Float64Array([1e150, 0]) }]);
    await expect(tape.checkFinite()).rejects.toMatchObject({
      code: "non_finite",
      message: 'backward of linear: 2 of 2 values of "gradient of linear(w)" are NaN or infinite',
    });
  });

  test("counts more ops than fit one block of counters", async () => {
    const tape = createTape(engine, { guard: true });
    let x = tape.constant("x", [1, 1], "f32", new Float64Array([1]));
    for (let doubling = 0; doubling < 1100; doubling++) x = tape.add(x, x);
    await expect(tape.checkFinite()).rejects.toMatchObject({ code: "non_finite" });
  });

  test("off, lets everything pass", async () => {
    const tape = createTape(engine);
    tape.constant("x", [1], "f32", new Float32Array([NaN]));
    await expect(tape.checkFinite()).resolves.toBeUndefined();
  });
});

test("tensors and tables give their memory back when released", () => {
  const own = createReferenceEngine();
  releaseTensor(own, createParameter(own, "w", [3, 3]));
  releaseTensor(own, createTensor(own, "t", [3], "i32", Int32Array.of(1, 2, 3)));
  releaseRopeTable(own, createRopeTable(own, { headSize: 4, maxPositions: 7, theta: 10_000 }));
  expect(own.memory().currentBytes).toBe(0);
});

test("rope angles are position · theta^(−2i/headSize)", async () => {
  const table = createRopeTable(engine, { headSize: 4, maxPositions: 3, theta: 10_000 });
  const [cosines, sines] = [await engine.read(table.cosines.buffer), await engine.read(table.sines.buffer)];
  expect(Array.from(cosines.slice(4))).toEqual([Math.cos(2), Math.cos(0.02)]);
  expect(Array.from(sines.slice(0, 4))).toEqual([0, 0, Math.sin(1), Math.sin(0.01)]);
});
