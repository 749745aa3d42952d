import type { Buffer, Engine } from "../engine.ts";

/** Buffers for gradients, used again as soon as a gradient is done, so that the backward's peak stays low. */
export class GradientPool {
  readonly #engine: Engine;
  readonly #free = new Map<number, Buffer[]>();
  readonly #all: Buffer[] = [];

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** A buffer with arbitrary contents. */
  take(length: number): Buffer {
    return this.#free.get(length)?.pop() ?? this.#allocate(length, "any");
  }

  takeZeroed(length: number): Buffer {
    const reused = this.#free.get(length)?.pop();
    if (reused === undefined) return this.#allocate(length, "zero");
    this.#engine.ops.zero({ x: reused, length });
    return reused;
  }

  giveBack(buffer: Buffer, length: number): void {
    const list = this.#free.get(length);
    if (list === undefined) this.#free.set(length, [buffer]);
    else list.push(buffer);
  }

  dispose(): void {
    for (const buffer of this.#all) this.#engine.release(buffer);
    this.#all.length = 0;
    this.#free.clear();
  }

  #allocate(length: number, contents: "zero" | "any"): Buffer {
    const buffer = this.#engine.allocate(length, "f32", contents);
    this.#all.push(buffer);
    return buffer;
  }
}
