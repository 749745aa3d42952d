import { GuruError } from "@guru/core";
import type { Buffer, ElementType, Engine } from "./engine.ts";
import { elementCount, formatShape } from "./shape.ts";

/** A named, dense, row-major array in an engine's memory. */
export interface Tensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: ElementType;
  readonly buffer: Buffer;
}

/** A trainable tensor with its gradient, which ops accumulate into. */
export interface Parameter extends Tensor {
  readonly gradient: Tensor;
}

/** Values of a tensor as they are handed to an engine: Int32Array for i32, floats for f32. */
export type TensorValues = Float32Array | Float64Array | Int32Array;

/** Allocates a parameter, zeros when no values are given, with a gradient of zeros. Release it with `releaseTensor`. */
export function createParameter(
  engine: Engine,
  name: string,
  shape: readonly number[],
  values?: Float32Array | Float64Array,
): Parameter {
  const tensor = createTensor(engine, name, shape, "f32", values);
  return { ...tensor, gradient: createTensor(engine, `gradient of ${name}`, shape, "f32") };
}

/** Allocates a tensor, zeros when no values are given. The caller releases it with `releaseTensor`. */
// More than three parameters: they read as a declaration does.
export function createTensor(
  engine: Engine,
  name: string,
  shape: readonly number[],
  type: ElementType,
  values?: TensorValues,
): Tensor {
  if (values !== undefined) requireValues(name, shape, type, values);
  const buffer = engine.allocate(elementCount(shape), type, values === undefined ? "zero" : "any");
  if (values !== undefined) engine.write(buffer, values);
  return { name, shape, type, buffer };
}

/** Releases a tensor's buffer, and the gradient's when it is a parameter. */
export function releaseTensor(engine: Engine, tensor: Tensor | Parameter): void {
  engine.release(tensor.buffer);
  if ("gradient" in tensor) engine.release(tensor.gradient.buffer);
}

/** Throws unless there are as many values as the shape has elements, of the array type that belongs to `type`. */
export function requireValues(
  name: string,
  shape: readonly number[],
  type: ElementType,
  values: TensorValues,
): void {
  if (values.length !== elementCount(shape)) {
    throw new GuruError(
      "shape",
      `tensor: "${name}" is ${formatShape(shape)}, which is ${String(elementCount(shape))} elements, but got ${String(values.length)} values`,
    );
  }
  if (values instanceof Int32Array !== (type === "i32")) {
    const wanted = type === "i32" ? "an Int32Array" : "a Float32Array or Float64Array";
    throw new GuruError("buffer_type", `tensor: "${name}" is ${type} and takes ${wanted}`);
  }
}
