import { GuruError } from "@guru/core";
import type { ElementType } from "./engine.ts";
import type { Tensor } from "./tensor.ts";

/** The number of elements of a shape. */
export function elementCount(shape: readonly number[]): number {
  let count = 1;
  for (const size of shape) count *= size;
  return count;
}

/** `[12, 64]` */
export function formatShape(shape: readonly (number | string)[]): string {
  return `[${shape.join(", ")}]`;
}

/** The size of one dimension of a tensor whose rank was checked. */
export function dimension(tensor: Tensor, index: number): number {
  return tensor.shape[index] as number;
}

/** Checks that the tensor is a matrix of `type`. */
export function requireMatrix(op: string, role: string, tensor: Tensor, type: ElementType = "f32"): void {
  requireType(op, role, tensor, type);
  if (tensor.shape.length !== 2) {
    throw new GuruError("shape", `${op}: ${describe(role, tensor)}, but a matrix [rows, columns] is wanted`);
  }
}

/** Checks that the tensor is a vector of `type`. */
export function requireVector(op: string, role: string, tensor: Tensor, type: ElementType = "f32"): void {
  requireType(op, role, tensor, type);
  if (tensor.shape.length !== 1) {
    throw new GuruError("shape", `${op}: ${describe(role, tensor)}, but a vector is wanted`);
  }
}

/**
 * The error for a tensor that does not fit another one, such as
 * `linear: x "hidden" is [12, 64], but weight "down" [128, 512] wants [*, 512]`.
 */
export function mismatch(
  op: string,
  misfit: { role: string; tensor: Tensor; wanted: readonly (number | string)[] },
  cause: { role: string; tensor: Tensor } | string,
): GuruError {
  const reason =
    typeof cause === "string"
      ? cause
      : `${cause.role} "${cause.tensor.name}" ${formatShape(cause.tensor.shape)}`;
  const wants = typeof cause === "string" ? "want" : "wants";
  return new GuruError(
    "shape",
    `${op}: ${describe(misfit.role, misfit.tensor)}, but ${reason} ${wants} ${formatShape(misfit.wanted)}`,
  );
}

function requireType(op: string, role: string, tensor: Tensor, type: ElementType): void {
  if (tensor.type !== type) {
    throw new GuruError(
      "buffer_type",
      `${op}: ${role} "${tensor.name}" is ${tensor.type}, but ${type} is wanted`,
    );
  }
}

function describe(role: string, tensor: Tensor): string {
  return `${role} "${tensor.name}" is ${formatShape(tensor.shape)}`;
}
