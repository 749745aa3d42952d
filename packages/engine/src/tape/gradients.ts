import { GuruError } from "@guru/core";
import type { Buffer, Engine } from "../engine.ts";
import { elementCount, formatShape } from "../shape.ts";
import type { Parameter, Tensor } from "../tensor.ts";
import { GradientPool } from "./gradient-pool.ts";
import type { NonFiniteGuard } from "./non-finite-guard.ts";
import { type GradientSlot, isParameter, TapeTensor } from "./tape-tensor.ts";

/**
 * Where gradients go in a backward pass. The first op that writes to a temporary's gradient overwrites it, later ones
 * add; a parameter's gradient is always added to. What does not lead to a parameter gets no gradient.
 */
export class Gradients {
  /** The op whose backward runs, for the guard. */
  op = "";
  readonly #engine: Engine;
  readonly #guard: NonFiniteGuard | undefined;
  readonly #pool: GradientPool;

  constructor(engine: Engine, guard: NonFiniteGuard | undefined) {
    this.#engine = engine;
    this.#guard = guard;
    this.#pool = new GradientPool(engine);
  }

  seed(tensor: Tensor, values: Float32Array | Float64Array): void {
    const length = elementCount(tensor.shape);
    if (values.length !== length) {
      const shape = formatShape(tensor.shape);
      throw new GuruError(
        "shape",
        `backward: "${tensor.name}" is ${shape}, but its gradient has ${String(values.length)} values`,
      );
    }
    this.overwrite(tensor, (buffer) => {
      this.#engine.write(buffer, values);
    });
  }

  /** The gradient of an op's output to read; zeros when nothing was written to it. */
  of(output: TapeTensor): Buffer {
    output.slot ??= this.#slot(output, true);
    return output.slot.buffer;
  }

  /** For ops that overwrite or add as they are told. */
  accumulate(tensor: Tensor, write: (gradient: Buffer, accumulate: boolean) => void): void {
    if (tensor instanceof TapeTensor) {
      if (!tensor.tracked) return;
      const accumulate = tensor.slot !== undefined;
      tensor.slot ??= this.#slot(tensor, false);
      write(this.exclusive(tensor), accumulate);
    } else if (isParameter(tensor)) {
      write(tensor.gradient.buffer, true);
    } else return;
    this.#check(tensor);
  }

  /** For ops that can only overwrite. */
  overwrite(tensor: Tensor, write: (gradient: Buffer) => void): void {
    this.accumulate(tensor, (gradient, accumulate) => {
      if (!accumulate) {
        write(gradient);
        return;
      }
      const length = elementCount(tensor.shape);
      const temporary = this.#pool.take(length);
      write(temporary);
      this.#engine.ops.axpy({ x: temporary, y: gradient, alpha: 1, length });
      this.#pool.giveBack(temporary, length);
    });
  }

  /** For ops that can only add. */
  addTo(tensor: Tensor, write: (gradient: Buffer) => void): void {
    this.accumulate(tensor, (gradient, accumulate) => {
      if (!accumulate) this.#engine.ops.zero({ x: gradient, length: elementCount(tensor.shape) });
      write(gradient);
    });
  }

  /** For parameters that an op adds to. */
  addToParameter(parameter: Parameter, write: (gradient: Buffer) => void): void {
    write(parameter.gradient.buffer);
    this.#check(parameter);
  }

  /** For ops that write a gradient nobody needs. */
  discard(length: number, write: (gradient: Buffer, accumulate: boolean) => void): void {
    const buffer = this.#pool.take(length);
    write(buffer, false);
    this.#pool.giveBack(buffer, length);
  }

  /** Hands an output's gradient on unchanged. */
  pass(from: TapeTensor, to: Tensor): void {
    const slot = from.slot;
    if (slot === undefined) return;
    if (to instanceof TapeTensor && to.slot === undefined) {
      if (!to.tracked) return;
      to.slot = slot;
      slot.references++;
      return;
    }
    const { buffer, length } = slot;
    this.accumulate(to, (gradient) => {
      this.#engine.ops.axpy({ x: buffer, y: gradient, alpha: 1, length });
    });
  }

  /** An output's gradient to write to in place; a copy when other tensors share it. */
  exclusive(output: TapeTensor): Buffer {
    const slot = output.slot ?? this.#slot(output, true);
    if (slot.references > 1) {
      slot.references--;
      output.slot = this.#slot(output, true);
      this.#engine.ops.axpy({ x: slot.buffer, y: output.slot.buffer, alpha: 1, length: slot.length });
      return output.slot.buffer;
    }
    output.slot = slot;
    return slot.buffer;
  }

  /** Ends the life of an output's gradient. */
  drop(output: TapeTensor): void {
    const slot = output.slot;
    if (slot === undefined) return;
    output.slot = undefined;
    slot.references--;
    if (slot.references === 0) this.#pool.giveBack(slot.buffer, slot.length);
  }

  dispose(): void {
    this.#pool.dispose();
  }

  #slot(tensor: Tensor, zeroed: boolean): GradientSlot {
    const length = elementCount(tensor.shape);
    const buffer = zeroed ? this.#pool.takeZeroed(length) : this.#pool.take(length);
    return { buffer, length, references: 1 };
  }

  #check(tensor: Tensor): void {
    if (this.#guard === undefined) return;
    const buffer = tensor instanceof TapeTensor ? tensor.slot?.buffer : (tensor as Parameter).gradient.buffer;
    if (buffer !== undefined) {
      this.#guard.check(
        `backward of ${this.op}`,
        `gradient of ${tensor.name}`,
        buffer,
        elementCount(tensor.shape),
      );
    }
  }
}
