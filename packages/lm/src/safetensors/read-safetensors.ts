import { type FileHandle, open } from "node:fs/promises";
import { GuruError } from "@guru/core";
import { decodeElements, type StoredType } from "./element-codec.ts";
import { type Header, maxHeaderBytes, parseHeader } from "./header.ts";

/** A tensor read from a file: its values as floats, and the type they were stored in. */
export interface StoredTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
  readonly type: StoredType;
}

/** What a safetensors file holds. */
export interface SafetensorsFile {
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * Reads a safetensors file. The whole header is checked before any tensor is read.
 *
 * @throws GuruError `safetensors` for a missing, truncated or lying file.
 */
export async function readSafetensors(file: string): Promise<SafetensorsFile> {
  const handle = await open(file, "r").catch((cause: unknown) => {
    throw new GuruError("safetensors", `cannot open ${file}: ${(cause as Error).message}`, { cause });
  });
  try {
    const { header, dataStart } = await readHeader(file, handle);
    const tensors = new Map<string, StoredTensor>();
    for (const { name, type, shape, begin, end } of header.entries) {
      const bytes = await readExactly(handle, dataStart + begin, end - begin);
      if (bytes === undefined)
        throw new GuruError("safetensors", `${file}: tensor "${name}" could not be read in full`);
      tensors.set(name, { shape, values: decodeElements(bytes, type), type });
    }
    return { tensors, metadata: header.metadata };
  } finally {
    await handle.close();
  }
}

async function readHeader(file: string, handle: FileHandle): Promise<{ header: Header; dataStart: number }> {
  const found = await handle.stat();
  if (!found.isFile()) throw new GuruError("safetensors", `${file} is not a file; give a safetensors file`);
  const { size } = found;
  const prefix = await readExactly(handle, 0, 8);
  if (prefix === undefined) {
    throw new GuruError(
      "safetensors",
      `${file}: expected at least 8 bytes of header length, found ${size} bytes`,
    );
  }
  const declared = new DataView(prefix.buffer, prefix.byteOffset, 8).getBigUint64(0, true);
  if (declared > maxHeaderBytes) {
    throw new GuruError(
      "safetensors",
      `${file}: header of ${declared} bytes is longer than the allowed ${maxHeaderBytes}`,
    );
  }
  const length = Number(declared);
  const bytes = 8 + length > size ? undefined : await readExactly(handle, 8, length);
  if (bytes === undefined) {
    throw new GuruError(
      "safetensors",
      `${file}: expected a header of ${length} bytes, found ${size - 8}; it may be truncated`,
    );
  }
  return { header: parseHeader(file, bytes, size - 8 - length), dataStart: 8 + length };
}

async function readExactly(
  handle: FileHandle,
  position: number,
  length: number,
): Promise<Uint8Array | undefined> {
  const bytes = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, position + filled);
    if (bytesRead === 0) return undefined;
    filled += bytesRead;
  }
  return bytes;
}
