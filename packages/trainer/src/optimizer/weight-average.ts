import { createTensor, type Engine, type Parameter, releaseTensor, type Tensor } from "@guru/engine";
import type { Weights } from "@guru/lm";
import { readTensor, takeTensor } from "./tensor-values.ts";

/** An exponential average of a model's weights, kept beside them in the engine's memory. */
export interface WeightAverage {
  /** Moves the average towards the weights after an update, counted from 1. */
  follow(update: number): void;
  /** Exchanges average and weights; called twice it changes nothing, to the last bit. */
  swap(): Promise<void>;
  /** The weights that are not in the model now, by name, for a checkpoint. */
  read(): Promise<Weights>;
  restore(state: Weights, place: string): void;
  dispose(): void;
}

/**
 * Starts an average at the parameters' present values: average ← d·average + (1 − d)·weights with
 * d = min(decay, (1 + update) / (10 + update)), so that the first weights are soon forgotten.
 */
export function createWeightAverage(
  engine: Engine,
  parameters: readonly Parameter[],
  decay: number,
): WeightAverage {
  const slots = parameters.map((parameter) => {
    const average = createTensor(engine, `${parameter.name}.kept`, parameter.shape, "f32");
    const length = parameter.shape.reduce((product, size) => product * size, 1);
    engine.ops.axpy({ x: parameter.buffer, y: average.buffer, alpha: 1, length });
    return { parameter, average, length };
  });
  return {
    follow: (update) => {
      const weight = 1 - Math.min(decay, (1 + update) / (10 + update));
      for (const { parameter, average, length } of slots) {
        engine.ops.lerp({ x: parameter.buffer, y: average.buffer, weight, length });
      }
    },
    swap: async () => {
      for (const { parameter, average } of slots) await exchange(engine, parameter, average);
    },
    read: async () => {
      const state = new Map<string, { shape: readonly number[]; values: Float32Array }>();
      for (const { average } of slots) state.set(average.name, await readTensor(engine, average));
      return state;
    },
    restore: (state, place) => {
      for (const { average } of slots) engine.write(average.buffer, takeTensor(state, average, place));
    },
    dispose: () => {
      for (const { average } of slots) releaseTensor(engine, average);
    },
  };
}

/** By way of the host: no op copies bits for certain, and this happens only at evaluations and checkpoints. */
async function exchange(engine: Engine, a: Tensor, b: Tensor): Promise<void> {
  const [first, second] = [await engine.read(a.buffer), await engine.read(b.buffer)];
  engine.write(a.buffer, second);
  engine.write(b.buffer, first);
}
