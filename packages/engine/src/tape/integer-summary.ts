import { GuruError } from "@guru/core";
import { at } from "../at.ts";
import { formatShape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { TapeTensor } from "./tape-tensor.ts";

/** What ops check of indices before an engine follows them into memory. */
export interface IntegerSummary {
  readonly minimum: number;
  readonly maximum: number;
  readonly first: number;
  readonly last: number;
  readonly ascending: boolean;
}

/** Summarises integers; `undefined` when there are none, which is always in range. */
export function summariseIntegers(values: Int32Array): IntegerSummary | undefined {
  if (values.length === 0) return undefined;
  let minimum = at(values, 0);
  let maximum = minimum;
  let ascending = true;
  for (let index = 1; index < values.length; index++) {
    const value = at(values, index);
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
    if (value < at(values, index - 1)) ascending = false;
  }
  return { minimum, maximum, first: at(values, 0), last: at(values, values.length - 1), ascending };
}

/** Throws when a constant of the tape holds an index outside [0, size). Other tensors' values are not known here. */
export function requireIndices(
  op: string,
  role: string,
  indices: Tensor,
  { size, of }: { size: number; of: string },
): void {
  const summary = indices instanceof TapeTensor ? indices.summary : undefined;
  if (summary === undefined || (summary.minimum >= 0 && summary.maximum < size)) return;
  const wrong = summary.minimum < 0 ? summary.minimum : summary.maximum;
  throw new GuruError(
    "index",
    `${op}: ${role} "${indices.name}" ${formatShape(indices.shape)} holds ${String(wrong)}, but ${of} has ${String(size)}`,
  );
}

/** Throws when constant offsets do not cut `rows` rows into sequences. */
export function requireOffsets(op: string, offsets: Tensor, rows: number): void {
  const summary = offsets instanceof TapeTensor ? offsets.summary : undefined;
  if (summary === undefined || (summary.ascending && summary.first === 0 && summary.last === rows)) return;
  throw new GuruError(
    "index",
    `${op}: offsets "${offsets.name}" must rise from 0 to the number of rows, ${String(rows)}, but go from ${String(summary.first)} to ${String(summary.last)}${summary.ascending ? "" : " and fall in between"}`,
  );
}
