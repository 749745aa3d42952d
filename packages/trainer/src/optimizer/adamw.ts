import type { RunConfig } from "@guru/core";
import { createTensor, type Engine, type Parameter, releaseTensor, type Tensor } from "@guru/engine";
import type { Weights } from "@guru/lm";
import { readTensor, takeTensor } from "./tensor-values.ts";

/** AdamW over a model's parameters; its moments live in the engine's memory. */
export interface AdamW {
  /** Updates applied so far; the bias correction depends on it. */
  readonly updates: number;
  /**
   * Applies the accumulated gradients, clipped to a global norm, and zeroes them. The norm is returned; where it is not
   * finite nothing is applied, and the gradients are left as they are.
   */
  update(learningRate: number): Promise<{ readonly gradientNorm: number; readonly applied: boolean }>;
  /** The moments by name, for a checkpoint. */
  read(): Promise<Weights>;
  /** Puts back what {@link AdamW.read} gave. */
  restore(state: Weights, updates: number, place: string): void;
  dispose(): void;
}

/**
 * Creates AdamW (Loshchilov & Hutter 2019) with moments of zero. Gradients g of all parameters are scaled by
 * min(1, gradientClip / (‖g‖ + 1e-6)), as in PyTorch's clip_grad_norm_. Weight decay reaches every parameter, as in verl.
 */
export function createAdamW(
  engine: Engine,
  parameters: readonly Parameter[],
  config: RunConfig["optimizer"],
): AdamW {
  const slots = parameters.map((parameter) => ({ parameter, ...createMoments(engine, parameter) }));
  const squares = createTensor(engine, "squared gradient norms", [parameters.length], "f32");
  let updates = 0;

  async function gradientNorm(): Promise<number> {
    for (const [index, { gradient }] of parameters.entries()) {
      engine.ops.sumOfSquares({
        x: gradient.buffer,
        length: elements(gradient),
        out: squares.buffer,
        index,
      });
    }
    let sum = 0;
    for (const square of await engine.read(squares.buffer)) sum += square;
    return Math.sqrt(sum);
  }

  function apply(learningRate: number, gradientScale: number): void {
    const { beta1, beta2, epsilon, weightDecay } = config;
    updates++;
    for (const { parameter, first, second } of slots) {
      const length = elements(parameter);
      engine.ops.adamw({
        parameter: parameter.buffer,
        gradient: parameter.gradient.buffer,
        first: first.buffer,
        second: second.buffer,
        length,
        learningRate,
        beta1,
        beta2,
        epsilon,
        weightDecay,
        gradientScale,
        step: updates,
      });
      engine.ops.zero({ x: parameter.gradient.buffer, length });
    }
  }

  return {
    get updates() {
      return updates;
    },
    update: async (learningRate) => {
      const norm = await gradientNorm();
      if (!Number.isFinite(norm)) return { gradientNorm: norm, applied: false };
      apply(learningRate, Math.min(1, config.gradientClip / (norm + 1e-6)));
      return { gradientNorm: norm, applied: true };
    },
    read: async () => {
      const state = new Map<string, { shape: readonly number[]; values: Float32Array }>();
      for (const { first, second } of slots) {
        for (const tensor of [first, second]) state.set(tensor.name, await readTensor(engine, tensor));
      }
      return state;
    },
    restore: (state, count, place) => {
      for (const { first, second } of slots) {
        for (const tensor of [first, second]) engine.write(tensor.buffer, takeTensor(state, tensor, place));
      }
      updates = count;
    },
    dispose: () => {
      for (const tensor of [squares, ...slots.flatMap(({ first, second }) => [first, second])]) {
        releaseTensor(engine, tensor);
      }
    },
  };
}

/** Sets the gradients of all parameters to zero. */
export function zeroGradients(engine: Engine, parameters: readonly Parameter[]): void {
  for (const { gradient } of parameters) engine.ops.zero({ x: gradient.buffer, length: elements(gradient) });
}

function createMoments(engine: Engine, { name, shape }: Parameter): { first: Tensor; second: Tensor } {
  return {
    first: createTensor(engine, `${name}.first_moment`, shape, "f32"),
    second: createTensor(engine, `${name}.second_moment`, shape, "f32"),
  };
}

function elements({ shape }: Tensor): number {
  return shape.reduce((product, size) => product * size, 1);
}
