import { type FileHandle } from "node:fs/promises";
import { GuruError } from "@guru/core";
import { replaceFile } from "../replace-file.ts";
import { encodeElements, type StoredType, storedBytes } from "./element-codec.ts";
import { formatHeader, type HeaderEntry } from "./header.ts";

/** Tensors by name, their values as floats. */
export type Weights = ReadonlyMap<
  string,
  { readonly shape: readonly number[]; readonly values: Float32Array }
>;

/**
 * Writes tensors sorted by name, each converted and written on its own, into a temporary file that then takes the
 * place of `file`: readers see the old content or the new one, never a part.
 */
export async function writeSafetensors(
  file: string,
  weights: Weights,
  options: { readonly type: StoredType; readonly metadata?: Readonly<Record<string, string>> },
): Promise<void> {
  const { type, metadata = { format: "pt" } } = options;
  const names = [...weights.keys()].sort();
  const entries = layOut(file, weights, names, type);
  await replaceFile(file, async (handle) => {
    await writeFully(handle, formatHeader(entries, metadata));
    for (const name of names) {
      const tensor = weights.get(name);
      if (tensor !== undefined) await writeFully(handle, encodeElements(tensor.values, type));
    }
  });
}

function layOut(file: string, weights: Weights, names: readonly string[], type: StoredType): HeaderEntry[] {
  let begin = 0;
  return names.map((name) => {
    const { shape = [], values = new Float32Array() } = weights.get(name) ?? {};
    const expected = shape.reduce((product, length) => product * length, 1);
    if (values.length !== expected || name === "__metadata__") {
      const detail = `shape [${shape.join(", ")}] holds ${expected} values, got ${values.length}`;
      throw new GuruError("safetensors", `cannot write tensor "${name}" to ${file}: ${detail}`);
    }
    const entry = { name, type, shape, begin, end: begin + expected * storedBytes[type] };
    begin = entry.end;
    return entry;
  });
}

async function writeFully(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const result = await handle.write(bytes, written);
    written += result.bytesWritten;
  }
}
