import type { Tensor } from "@tensorflow/tfjs-core";
import { requireRange, unknownBuffer, wrongType } from "../buffer-error.ts";
import type { Buffer, ElementType } from "../engine.ts";
import type { Tfjs } from "./tfjs-module.ts";

/** A buffer: its values are in a tensor, in a host array, in both alike, or in neither while they are all zero. */
interface Slot {
  readonly length: number;
  readonly type: ElementType;
  tensor: Tensor | undefined;
  host: Float32Array | Int32Array | undefined;
}

/**
 * The buffers of a tfjs engine. TensorFlow.js has no ops in place, so an op that overwrites a buffer puts a new tensor
 * into its slot; what works element by element at arbitrary places (caches, scattered sums) edits a host array instead.
 */
export class Slots {
  readonly #tf: Tfjs;
  readonly #slots = new Map<Buffer, Slot>();
  #next: Buffer = 1;
  #currentBytes = 0;
  #peakBytes = 0;

  constructor(tf: Tfjs) {
    this.#tf = tf;
  }

  allocate(length: number, type: ElementType): Buffer {
    const buffer = this.#next++;
    this.#slots.set(buffer, { length, type, tensor: undefined, host: undefined });
    this.#currentBytes += length * 4;
    this.#peakBytes = Math.max(this.#peakBytes, this.#currentBytes);
    return buffer;
  }

  release(buffer: Buffer): void {
    const slot = this.#get(buffer);
    slot.tensor?.dispose();
    this.#slots.delete(buffer);
    this.#currentBytes -= slot.length * 4;
  }

  clear(): void {
    for (const buffer of [...this.#slots.keys()]) this.release(buffer);
  }

  memory(): { readonly currentBytes: number; readonly peakBytes: number } {
    return { currentBytes: this.#currentBytes, peakBytes: this.#peakBytes };
  }

  write(buffer: Buffer, data: Float32Array | Float64Array | Int32Array, offset: number): void {
    const type = data instanceof Int32Array ? "i32" : "f32";
    if (this.#get(buffer).type !== type) throw wrongType(buffer, type);
    requireRange(buffer, this.#get(buffer).length, { offset, length: data.length });
    this.#edit(buffer).set(data, offset);
  }

  length(buffer: Buffer): number {
    return this.#get(buffer).length;
  }

  /** A copy of the values. */
  read(buffer: Buffer): Float32Array | Int32Array {
    return this.#values(this.#get(buffer)).slice();
  }

  /** The values, not to be changed. */
  floats(buffer: Buffer): Float32Array {
    const values = this.#values(this.#get(buffer));
    if (values instanceof Float32Array) return values;
    throw wrongType(buffer, "f32");
  }

  /** The values, not to be changed. */
  integers(buffer: Buffer): Int32Array {
    const values = this.#values(this.#get(buffer));
    if (values instanceof Int32Array) return values;
    throw wrongType(buffer, "i32");
  }

  /** The values, to be changed in place. */
  editFloats(buffer: Buffer): Float32Array {
    const values = this.#edit(buffer);
    if (values instanceof Float32Array) return values;
    throw wrongType(buffer, "f32");
  }

  /** The values, to be changed in place. */
  editIntegers(buffer: Buffer): Int32Array {
    const values = this.#edit(buffer);
    if (values instanceof Int32Array) return values;
    throw wrongType(buffer, "i32");
  }

  /** The first elements of a buffer in this shape; belongs to the caller's tidy. */
  tensor(buffer: Buffer, shape: readonly number[]): Tensor {
    const slot = this.#get(buffer);
    const size = shape.reduce((product, dimension) => product * dimension, 1);
    const all = this.#tensorOf(slot);
    return this.#tf.reshape(size === slot.length ? all : this.#tf.slice(all, [0], [size]), [...shape]);
  }

  /** Replaces the first elements of a buffer; call it inside a tidy. */
  set(buffer: Buffer, tensor: Tensor): void {
    const slot = this.#get(buffer);
    const flat = this.#tf.reshape(tensor, [tensor.size]);
    const whole =
      tensor.size === slot.length
        ? flat
        : this.#tf.concat([
            flat,
            this.#tf.slice(this.#tensorOf(slot), [tensor.size], [slot.length - tensor.size]),
          ]);
    slot.tensor?.dispose();
    slot.tensor = this.#tf.keep(whole);
    slot.host = undefined;
  }

  /** Makes the first elements of a buffer zero. */
  zero(buffer: Buffer, length: number): void {
    const slot = this.#get(buffer);
    if (length < slot.length) {
      this.#edit(buffer).fill(0, 0, length);
      return;
    }
    slot.tensor?.dispose();
    slot.tensor = undefined;
    slot.host = undefined;
  }

  #get(buffer: Buffer): Slot {
    const slot = this.#slots.get(buffer);
    if (slot === undefined) throw unknownBuffer(buffer, this.#next);
    return slot;
  }

  #tensorOf(slot: Slot): Tensor {
    // The copy keeps the host array this slot's own: the cpu backend would keep and share the array it is given.
    slot.tensor ??= this.#tf.keep(
      this.#tf.tensor1d(this.#values(slot).slice(), slot.type === "f32" ? "float32" : "int32"),
    );
    return slot.tensor;
  }

  #values(slot: Slot): Float32Array | Int32Array {
    if (slot.host !== undefined) return slot.host;
    if (slot.tensor !== undefined) return slot.tensor.dataSync<"float32" | "int32">();
    slot.host = slot.type === "f32" ? new Float32Array(slot.length) : new Int32Array(slot.length);
    return slot.host;
  }

  #edit(buffer: Buffer): Float32Array | Int32Array {
    const slot = this.#get(buffer);
    const host = slot.host ?? this.#values(slot).slice();
    slot.tensor?.dispose();
    slot.tensor = undefined;
    slot.host = host;
    return host;
  }
}
