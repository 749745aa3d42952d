import { createRandom } from "@guru/core";
import type { Buffer, Engine, NumericArray, OpTable } from "../../src/index.ts";

/** One op on one set of inputs; runs on any engine and gives the outputs by name. */
export interface OpCase {
  readonly op: keyof OpTable;
  /** Says what is special about the sizes or the inputs. */
  readonly title: string;
  readonly run: (bench: Bench) => Record<string, Buffer>;
}

/** Where a case gets its inputs: the same fp32 numbers on every engine. */
export interface Bench {
  readonly ops: OpTable;
  /** Normal draws, rounded to fp32. */
  readonly normal: (length: number, options?: { scale?: number; mean?: number }) => Buffer;
  readonly floats: (values: readonly number[]) => Buffer;
  readonly integers: (values: readonly number[]) => Buffer;
  /** Whole numbers in [0, size). */
  readonly indices: (length: number, size: number) => Buffer;
  readonly zeros: (length: number) => Buffer;
  readonly zeroIntegers: (length: number) => Buffer;
}

/** Runs a case and reads its outputs; every buffer it made is released. */
export async function runCase(
  engine: Engine,
  { run, title, op }: OpCase,
): Promise<Record<string, NumericArray>> {
  const random = createRandom(17, op, title);
  const buffers: Buffer[] = [];
  const create = (values: Float32Array | Int32Array): Buffer => {
    const buffer = engine.allocate(values.length, values instanceof Int32Array ? "i32" : "f32");
    buffers.push(buffer);
    engine.write(buffer, values);
    return buffer;
  };
  const outputs = run({
    ops: engine.ops,
    normal: (length, { scale = 1, mean = 0 } = {}) =>
      create(Float32Array.from({ length }, () => mean + scale * random.normal())),
    floats: (values) => create(Float32Array.from(values)),
    integers: (values) => create(Int32Array.from(values)),
    indices: (length, size) => create(Int32Array.from({ length }, () => random.integer(0, size - 1))),
    zeros: (length) => create(new Float32Array(length)),
    zeroIntegers: (length) => create(new Int32Array(length)),
  });
  const read: Record<string, NumericArray> = {};
  for (const [name, buffer] of Object.entries(outputs)) read[name] = await engine.read(buffer);
  for (const buffer of buffers) engine.release(buffer);
  return read;
}
