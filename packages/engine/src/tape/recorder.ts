import { GuruError } from "@guru/core";
import type { Buffer, ElementType, Engine } from "../engine.ts";
import { elementCount } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { Gradients } from "./gradients.ts";
import { NonFiniteGuard } from "./non-finite-guard.ts";
import { isParameter, TapeTensor } from "./tape-tensor.ts";

interface RecordedOp {
  readonly name: string;
  readonly outputs: readonly TapeTensor[];
  readonly backward: () => void;
}

/** What the ops of a tape share: temporaries, the list of recorded ops and their gradients. */
export class Recorder {
  readonly engine: Engine;
  readonly gradients: Gradients;
  readonly guard: NonFiniteGuard | undefined;
  readonly #recording: boolean;
  readonly #owned: Buffer[] = [];
  readonly #recorded: RecordedOp[] = [];
  #disposed = false;

  constructor(engine: Engine, options: { gradients: boolean; guard: boolean }) {
    this.engine = engine;
    this.guard = options.guard ? new NonFiniteGuard(engine) : undefined;
    this.gradients = new Gradients(engine, this.guard);
    this.#recording = options.gradients;
  }

  /** A temporary of the tape, which the caller overwrites. */
  output(name: string, shape: readonly number[], type: ElementType = "f32"): TapeTensor {
    return new TapeTensor(this, { name, shape, type, buffer: this.scratch(elementCount(shape), type) });
  }

  /** A buffer that lives as long as the tape, which the caller overwrites. */
  scratch(length: number, type: ElementType = "f32"): Buffer {
    if (this.#disposed)
      throw new GuruError("tape", "the tape was disposed: create a new one for the next step");
    const buffer = this.engine.allocate(length, type, "any");
    this.#owned.push(buffer);
    return buffer;
  }

  /** Throws when a tensor's buffer is no longer this tape's to read. */
  requireUsable(op: string, ...tensors: readonly Tensor[]): void {
    for (const tensor of tensors) {
      if (!(tensor instanceof TapeTensor)) continue;
      if (tensor.recorder !== this)
        throw new GuruError("tape", `${op}: "${tensor.name}" belongs to another tape`);
      if (tensor.consumed) {
        throw new GuruError(
          "tape",
          `${op}: "${tensor.name}" was overwritten by rope: use what rope returned`,
        );
      }
    }
  }

  /** Whether a parameter's gradient depends on this tensor. */
  isTracked(tensor: Tensor): boolean {
    return tensor instanceof TapeTensor ? tensor.tracked : isParameter(tensor);
  }

  /**
   * Notes an op that was just queued. `saved` are the tensors whose values `backward` reads; `backward` runs when one
   * of the outputs has a gradient.
   */
  finish(op: {
    name: string;
    inputs: readonly Tensor[];
    saved: readonly Tensor[];
    outputs: readonly TapeTensor[];
    backward: () => void;
  }): void {
    if (this.guard !== undefined) {
      for (const { name, buffer, shape } of op.outputs)
        this.guard.check(op.name, name, buffer, elementCount(shape));
    }
    if (!this.#recording || !op.inputs.some((tensor) => this.isTracked(tensor))) return;
    for (const tensor of op.saved) if (tensor instanceof TapeTensor) tensor.saved = true;
    for (const output of op.outputs) output.tracked = true;
    this.#recorded.push(op);
  }

  backward(seeds: readonly { tensor: Tensor; gradient: Float32Array | Float64Array }[]): void {
    if (!this.#recording) throw new GuruError("tape", "backward: the tape was created with gradients: false");
    this.gradients.op = "backward seed";
    for (const { tensor, gradient } of seeds) {
      this.requireUsable("backward", tensor);
      this.gradients.seed(tensor, gradient);
    }
    for (let index = this.#recorded.length - 1; index >= 0; index--) {
      const op = this.#recorded[index] as RecordedOp;
      if (!op.outputs.some((output) => output.slot !== undefined)) continue;
      this.gradients.op = op.name;
      op.backward();
      for (const output of op.outputs) this.gradients.drop(output);
    }
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    for (const buffer of this.#owned) this.engine.release(buffer);
    this.#owned.length = 0;
    this.#recorded.length = 0;
    this.gradients.dispose();
    this.guard?.dispose();
  }
}
