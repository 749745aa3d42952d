import { GuruError } from "@guru/core";
import type { Buffer, ElementType } from "./engine.ts";

/** The error for a handle that is not in an engine's table; `next` is the first handle it has not given out yet. */
export function unknownBuffer(buffer: Buffer, next: Buffer): GuruError {
  const why = buffer > 0 && buffer < next ? "was released" : "was never allocated by this engine";
  return new GuruError("released_buffer", `buffer ${String(buffer)} ${why}: keep it until its last use`);
}

/** The error for an op or a write that wants the other type of element. */
export function wrongType(buffer: Buffer, wanted: ElementType): GuruError {
  const holds = wanted === "f32" ? "i32" : "f32";
  return new GuruError("buffer_type", `buffer ${String(buffer)} holds ${holds}, but the op wants ${wanted}`);
}

/** Throws when a write would leave the buffer. */
export function requireRange(
  buffer: Buffer,
  length: number,
  written: { offset: number; length: number },
): void {
  const end = written.offset + written.length;
  if (written.offset >= 0 && end <= length) return;
  const range = `[${String(written.offset)}, ${String(end)})`;
  throw new GuruError(
    "shape",
    `write: elements ${range} do not fit buffer ${String(buffer)} of ${String(length)}`,
  );
}
