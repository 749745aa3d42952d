import { requireRange, unknownBuffer, wrongType } from "../buffer-error.ts";
import type { Buffer, ElementType } from "../engine.ts";

interface Entry {
  readonly bytes: number;
  readonly type: ElementType;
}

/** JavaScript's own books of the native buffers: sizes and types are checked here, before anything native is called. */
export class NativeBuffers {
  readonly #entries = new Map<Buffer, Entry>();
  readonly #free: Buffer[] = [];
  #next: Buffer = 1;
  #currentBytes = 0;
  #peakBytes = 0;

  add(length: number, type: ElementType): { buffer: Buffer; bytes: number } {
    const buffer = this.#free.pop() ?? this.#next++;
    const bytes = length * 4;
    this.#entries.set(buffer, { bytes, type });
    this.#currentBytes += bytes;
    this.#peakBytes = Math.max(this.#peakBytes, this.#currentBytes);
    return { buffer, bytes };
  }

  get(buffer: Buffer): Entry {
    const entry = this.#entries.get(buffer);
    if (entry === undefined) throw unknownBuffer(buffer, this.#next);
    return entry;
  }

  remove(buffer: Buffer): void {
    this.#currentBytes -= this.get(buffer).bytes;
    this.#entries.delete(buffer);
    this.#free.push(buffer);
  }

  checkWrite(buffer: Buffer, data: Float32Array | Float64Array | Int32Array, offset: number): void {
    const { bytes, type } = this.get(buffer);
    const given = data instanceof Int32Array ? "i32" : "f32";
    if (given !== type) throw wrongType(buffer, given);
    requireRange(buffer, bytes / 4, { offset, length: data.length });
  }

  memory(): { readonly currentBytes: number; readonly peakBytes: number } {
    return { currentBytes: this.#currentBytes, peakBytes: this.#peakBytes };
  }
}
