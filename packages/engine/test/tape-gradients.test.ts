import { test } from "vitest";
import { createRopeTable, type Parameter, type Tape, type Tensor } from "../src/index.ts";
import { checkGradients } from "./support/gradient-check.ts";

const integers = (tape: Tape, name: string, ...values: readonly number[]): Tensor =>
  tape.constant(name, [values.length], "i32", Int32Array.from(values));

test("linear", () =>
  checkGradients({ x: [3, 5], weight: [4, 5] }, (tape, { x, weight }) => [tape.linear(x, weight)]));

test("linear with a bias", () =>
  checkGradients({ x: [3, 5], weight: [4, 5], bias: [4] }, (tape, { x, weight, bias }) => [
    tape.linear(x, weight, bias),
  ]));

test("linear of a constant, which needs no gradient", () =>
  checkGradients({ weight: [2, 3] }, (tape, { weight }) => [
    tape.linear(tape.constant("x", [2, 3], "f32", Float64Array.of(1, -2, 3, 0.5, 7, -1)), weight),
  ]));

test("a weight used twice and a result used three times", () =>
  checkGradients({ x: [2, 3], weight: [3, 3] }, (tape, { x, weight }) => {
    const once = tape.linear(x, weight);
    const twice = tape.linear(once, weight);
    return [tape.add(tape.add(once, twice), once), twice];
  }));

test("add, also of a tensor to itself", () =>
  checkGradients({ a: [2, 3], b: [2, 3] }, (tape, { a, b }) => {
    const sum = tape.add(a, b);
    return [tape.add(sum, sum), tape.add(b, b)];
  }));

test("embedding with repeated ids", () =>
  checkGradients({ table: [4, 3] }, (tape, { table }) => [
    tape.embedding(integers(tape, "ids", 2, 0, 2, 2, 3), table),
  ]));

test("rmsNorm", () =>
  checkGradients({ x: [3, 5], gain: [5] }, (tape, { x, gain }) => [tape.rmsNorm(x, gain, 0.1)]));

test("rmsNorm of a constant", () =>
  checkGradients({ gain: [2] }, (tape, { gain }) => [
    tape.rmsNorm(tape.constant("x", [1, 2], "f32", Float64Array.of(3, 4)), gain, 0.1),
  ]));

test("addRmsNorm with both results used", () =>
  checkGradients({ x: [3, 4], residual: [3, 4], gain: [4] }, (tape, { x, residual, gain }) => {
    const { sum, out } = tape.addRmsNorm(x, residual, gain, 0.1);
    return [sum, out];
  }));

test.each(["sum", "out"] as const)("addRmsNorm with only the %s used", (result) =>
  checkGradients({ x: [3, 4], residual: [3, 4], gain: [4] }, (tape, { x, residual, gain }) => [
    tape.addRmsNorm(x, residual, gain, 0.1)[result],
  ]),
);

test("addRmsNorm whose inputs are used elsewhere and whose sum goes on", () =>
  checkGradients({ x: [2, 3], weight: [3, 3], gain: [3] }, (tape, { x, weight, gain }) => {
    const hidden = tape.linear(x, weight);
    const { sum, out } = tape.addRmsNorm(tape.linear(hidden, weight), hidden, gain, 0.1);
    const again = tape.addRmsNorm(tape.linear(out, weight), sum, gain, 0.1);
    return [again.out, again.sum, hidden];
  }));

test.each([
  { heads: 1, kvHeads: 1, headSize: 4 },
  { heads: 4, kvHeads: 2, headSize: 2 },
])("rope and attention with %o", (sizes) =>
  checkGradients({ qkv: [6, (sizes.heads + 2 * sizes.kvHeads) * sizes.headSize] }, (tape, parameters) => {
    const positions = integers(tape, "positions", 0, 0, 1, 2, 0, 1);
    const table = createRopeTable(tape.engine, { headSize: sizes.headSize, maxPositions: 3, theta: 100 });
    const zeros = tape.constant(
      "zeros",
      parameters.qkv.shape,
      "f32",
      new Float32Array(6 * (parameters.qkv.shape[1] ?? 0)),
    );
    const heads = sizes.heads + sizes.kvHeads;
    const rotated = tape.rope(tape.add(parameters.qkv, zeros), positions, table, {
      heads,
      headSize: sizes.headSize,
    });
    return [tape.attention(rotated, integers(tape, "offsets", 0, 1, 1, 4, 6), sizes), rotated];
  }),
);

test("swiglu", () => checkGradients({ x: [3, 6] }, (tape, { x }) => [tape.swiglu(x)]));

test("gatherRows, alone and beside another use of the same tensor", () =>
  checkGradients({ x: [5, 4] }, (tape, { x }) => {
    const twice = tape.add(x, x);
    const picked = tape.gatherRows(twice, integers(tape, "indices", 4, 1));
    return [tape.swiglu(picked), tape.gatherRows(twice, integers(tape, "others", 1, 0)), twice, picked];
  }));

test.each([0.5, 1, 1.3])("linearLogprob at temperature %d with both results used", (temperature) =>
  checkGradients({ x: [3, 4], weight: [6, 4] }, (tape, { x, weight }) => {
    const { logprob, entropy } = tape.linearLogprob(
      x,
      weight,
      integers(tape, "targets", 5, 0, 0),
      temperature,
    );
    return [logprob, entropy];
  }),
);

test.each(["logprob", "entropy"] as const)("linearLogprob with only the %s used", (result) =>
  checkGradients({ x: [3, 4], weight: [6, 4] }, (tape, { x, weight }) => [
    tape.linearLogprob(x, weight, integers(tape, "targets", 5, 0, 0), 0.9)[result],
  ]),
);

test("a decoder of two layers with a tied head, grouped heads and packed sequences", () => {
  const [width, heads, kvHeads, headSize] = [4, 2, 1, 2];
  const layer = {
    inputGain: [width],
    qkv: [(heads + 2 * kvHeads) * headSize, width],
    qkvBias: [(heads + 2 * kvHeads) * headSize],
    output: [width, heads * headSize],
    middleGain: [width],
    gateUp: [6, width],
    down: [width, 3],
  };
  const layers = [0, 1].flatMap((index) =>
    Object.entries(layer).map(([name, shape]) => [`${name}${String(index)}`, shape] as const),
  );
  const shapes = Object.fromEntries([["table", [5, width]], ["finalGain", [width]], ...layers]);
  return checkGradients(shapes, (tape, parameters) => {
    const named = (name: string): Parameter => {
      const parameter = parameters[name];
      if (parameter === undefined) throw new Error(`no parameter ${name}`);
      return parameter;
    };
    const positions = integers(tape, "positions", 0, 1, 2, 0, 1);
    const offsets = integers(tape, "offsets", 0, 3, 5);
    const angles = createRopeTable(tape.engine, { headSize, maxPositions: 3, theta: 10 });
    let hidden = tape.embedding(integers(tape, "tokens", 1, 4, 0, 1, 2), named("table"));
    let normed = tape.rmsNorm(hidden, named("inputGain0"), 0.01);
    for (const index of ["0", "1"]) {
      const projected = tape.linear(normed, named(`qkv${index}`), named(`qkvBias${index}`));
      const qkv = tape.rope(projected, positions, angles, { heads: heads + kvHeads, headSize });
      const attended = tape.linear(
        tape.attention(qkv, offsets, { heads, kvHeads, headSize }),
        named(`output${index}`),
      );
      const middle = tape.addRmsNorm(attended, hidden, named(`middleGain${index}`), 0.01);
      const fed = tape.linear(
        tape.swiglu(tape.linear(middle.out, named(`gateUp${index}`))),
        named(`down${index}`),
      );
      const nextGain = named(index === "0" ? "inputGain1" : "finalGain");
      ({ sum: hidden, out: normed } = tape.addRmsNorm(fed, middle.sum, nextGain, 0.01));
    }
    const picked = tape.gatherRows(normed, integers(tape, "responses", 0, 1, 3));
    const { logprob, entropy } = tape.linearLogprob(
      picked,
      named("table"),
      integers(tape, "targets", 4, 0, 2),
      0.8,
    );
    return [logprob, entropy];
  });
});
