import { GuruError } from "@guru/core";
import { at } from "../at.ts";
import type { Buffer, Engine } from "../engine.ts";

const countersPerChunk = 1024;

/** Counts NaN and infinite values after each op, on the engine, and names the first op that made one. */
export class NonFiniteGuard {
  readonly #engine: Engine;
  readonly #chunks: Buffer[] = [];
  readonly #checks: { readonly op: string; readonly tensor: string; readonly length: number }[] = [];

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  check(op: string, tensor: string, buffer: Buffer, length: number): void {
    const index = this.#checks.length % countersPerChunk;
    if (index === 0) this.#chunks.push(this.#engine.allocate(countersPerChunk, "f32"));
    const out = this.#chunks[this.#chunks.length - 1] ?? 0;
    this.#engine.ops.countNonFinite({ x: buffer, length, out, index });
    this.#checks.push({ op, tensor, length });
  }

  /** Rejects with code `non_finite` when any check counted something. */
  async report(): Promise<void> {
    const counts = await Promise.all(this.#chunks.map((chunk) => this.#engine.read(chunk)));
    this.#checks.forEach(({ op, tensor, length }, index) => {
      const chunk = counts[Math.floor(index / countersPerChunk)];
      const count = chunk === undefined ? 0 : at(chunk, index % countersPerChunk);
      if (count > 0) {
        throw new GuruError(
          "non_finite",
          `${op}: ${String(count)} of ${String(length)} values of "${tensor}" are NaN or infinite`,
        );
      }
    });
  }

  dispose(): void {
    for (const chunk of this.#chunks) this.#engine.release(chunk);
    this.#chunks.length = 0;
    this.#checks.length = 0;
  }
}
