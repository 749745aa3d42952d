import { GuruError } from "@guru/core";
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
    if (entry !== undefined) return entry;
    const why = buffer > 0 && buffer < this.#next ? "was released" : "was never allocated by this engine";
    throw new GuruError("released_buffer", `buffer ${String(buffer)} ${why}: keep it until its last use`);
  }

  remove(buffer: Buffer): void {
    this.#currentBytes -= this.get(buffer).bytes;
    this.#entries.delete(buffer);
    this.#free.push(buffer);
  }

  checkWrite(buffer: Buffer, data: Float32Array | Float64Array | Int32Array, offset: number): void {
    const { bytes, type } = this.get(buffer);
    const given = data instanceof Int32Array ? "i32" : "f32";
    if (given !== type) {
      throw new GuruError("buffer_type", `buffer ${String(buffer)} holds ${type}, but ${given} was written`);
    }
    if (offset >= 0 && (offset + data.length) * 4 <= bytes) return;
    const range = `[${String(offset)}, ${String(offset + data.length)})`;
    throw new GuruError("shape", `write: elements ${range} do not fit buffer ${String(buffer)} of ${String(bytes / 4)}`);
  }

  memory(): { readonly currentBytes: number; readonly peakBytes: number } {
    return { currentBytes: this.#currentBytes, peakBytes: this.#peakBytes };
  }
}
