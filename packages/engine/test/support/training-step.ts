import { createRandom } from "@guru/core";
import {
  createParameter,
  createRopeTable,
  createTape,
  type Engine,
  type Parameter,
  releaseRopeTable,
  releaseTensor,
  type Tape,
  type Tensor,
} from "../../src/index.ts";

const width = 16;
const [heads, kvHeads, headSize] = [2, 1, 8];
const inner = 24;
const vocabulary = 11;

/** One layer of a decoder, trained to say one sequence: forward, backward and AdamW on any engine. */
export function createTrainingStep(engine: Engine): {
  /** Gives the mean log-probability before the update. */
  run(): Promise<number>;
  dispose(): void;
} {
  const random = createRandom(5, "training step");
  const parameter = (name: string, shape: readonly number[], mean = 0): Parameter =>
    createParameter(
      engine,
      name,
      shape,
      Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => mean + 0.1 * random.normal()),
    );
  const parameters = {
    table: parameter("table", [vocabulary, width]),
    gain: parameter("gain", [width], 1),
    qkv: parameter("qkv", [(heads + 2 * kvHeads) * headSize, width]),
    output: parameter("output", [width, heads * headSize]),
    middleGain: parameter("middleGain", [width], 1),
    gateUp: parameter("gateUp", [2 * inner, width]),
    down: parameter("down", [width, inner]),
  };
  const angles = createRopeTable(engine, { headSize, maxPositions: 8, theta: 10_000 });
  const all = Object.values(parameters);
  const moments = all.map(({ shape }) => {
    const length = shape.reduce((a, b) => a * b, 1);
    return { length, first: engine.allocate(length, "f32"), second: engine.allocate(length, "f32") };
  });
  let steps = 0;

  const forward = (tape: Tape): Tensor => {
    const integers = (name: string, values: readonly number[]): Tensor =>
      tape.constant(name, [values.length], "i32", Int32Array.from(values));
    const hidden = tape.embedding(integers("tokens", [1, 2, 3, 4, 5, 6, 7]), parameters.table);
    const projected = tape.linear(tape.rmsNorm(hidden, parameters.gain, 1e-5), parameters.qkv);
    const positions = integers("positions", [0, 1, 2, 3, 0, 1, 2]);
    const qkv = tape.rope(projected, positions, angles, { heads: heads + kvHeads, headSize });
    const attended = tape.attention(qkv, integers("offsets", [0, 4, 7]), { heads, kvHeads, headSize });
    const middle = tape.addRmsNorm(
      tape.linear(attended, parameters.output),
      hidden,
      parameters.middleGain,
      1e-5,
    );
    const fed = tape.linear(tape.swiglu(tape.linear(middle.out, parameters.gateUp)), parameters.down);
    const picked = tape.gatherRows(tape.add(fed, middle.sum), integers("responses", [1, 2, 5]));
    return tape.linearLogprob(picked, parameters.table, integers("targets", [3, 9, 10]), 1).logprob;
  };

  return {
    run: async () => {
      const tape = createTape(engine, { guard: true });
      const logprob = forward(tape);
      tape.backward([{ tensor: logprob, gradient: new Float32Array(3).fill(-1 / 3) }]);
      steps++;
      all.forEach(({ buffer, gradient }, index) => {
        const moment = moments[index];
        if (moment === undefined) return;
        engine.ops.adamw({
          parameter: buffer,
          gradient: gradient.buffer,
          ...moment,
          learningRate: 0.01,
          beta1: 0.9,
          beta2: 0.95,
          epsilon: 1e-8,
          weightDecay: 0.01,
          gradientScale: 1,
          step: steps,
        });
        engine.ops.zero({ x: gradient.buffer, length: moment.length });
      });
      const values = await engine.read(logprob.buffer);
      await tape.checkFinite();
      tape.dispose();
      return Array.from(values).reduce((a, b) => a + b, 0) / values.length;
    },
    dispose: () => {
      for (const tensor of all) releaseTensor(engine, tensor);
      for (const { first, second } of moments) {
        engine.release(first);
        engine.release(second);
      }
      releaseRopeTable(engine, angles);
    },
  };
}
