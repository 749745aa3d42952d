import { requireRange, unknownBuffer, wrongType } from "../buffer-error.ts";
import type { Buffer, ElementType } from "../engine.ts";
import { IndexCheck } from "../index-check.ts";

/** The reference engine's memory: floats in double precision, integers as they are. Handles are never used twice. */
export class BufferTable {
  readonly #buffers = new Map<Buffer, Float64Array | Int32Array>();
  #next: Buffer = 1;
  #currentBytes = 0;
  #peakBytes = 0;
  readonly indices = new IndexCheck();

  allocate(length: number, type: ElementType, contents: "zero" | "any" = "zero"): Buffer {
    const values = type === "f32" ? new Float64Array(length) : new Int32Array(length);
    // An op that reads what nobody wrote shows in the results.
    if (contents === "any") values.fill(type === "f32" ? NaN : -1);
    const buffer = this.#next++;
    this.#buffers.set(buffer, values);
    this.#currentBytes += values.byteLength;
    this.#peakBytes = Math.max(this.#peakBytes, this.#currentBytes);
    return buffer;
  }

  release(buffer: Buffer): void {
    this.#currentBytes -= this.values(buffer).byteLength;
    this.#buffers.delete(buffer);
  }

  /** The contents; an error when the buffer was released or never allocated. */
  values(buffer: Buffer): Float64Array | Int32Array {
    const values = this.#buffers.get(buffer);
    if (values === undefined) throw unknownBuffer(buffer, this.#next);
    return values;
  }

  floats(buffer: Buffer): Float64Array {
    const values = this.values(buffer);
    if (values instanceof Float64Array) return values;
    throw wrongType(buffer, "f32");
  }

  integers(buffer: Buffer): Int32Array {
    const values = this.values(buffer);
    if (values instanceof Int32Array) return values;
    throw wrongType(buffer, "i32");
  }

  write(buffer: Buffer, data: Float32Array | Float64Array | Int32Array, offset: number): void {
    const values = data instanceof Int32Array ? this.integers(buffer) : this.floats(buffer);
    requireRange(buffer, values.length, { offset, length: data.length });
    values.set(data, offset);
  }

  memory(): { readonly currentBytes: number; readonly peakBytes: number } {
    return { currentBytes: this.#currentBytes, peakBytes: this.#peakBytes };
  }

  clear(): void {
    this.#buffers.clear();
    this.#currentBytes = 0;
  }
}
