import { GuruError } from "@guru/core";
import { z } from "zod";
import { type StoredType, storedBytes } from "./element-codec.ts";

/** Longer headers are refused before they are read. */
export const maxHeaderBytes = 100_000_000;

/** One tensor as a header describes it; `begin` and `end` are byte offsets into the data part. */
export interface HeaderEntry {
  readonly name: string;
  readonly type: StoredType;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

/** A checked header: tensors in the order of their data. */
export interface Header {
  readonly entries: readonly HeaderEntry[];
  readonly metadata: Readonly<Record<string, string>>;
}

const offset = z.int().nonnegative();
const Metadata = z.record(z.string(), z.string());
const Entry = z.strictObject({
  dtype: z.string(),
  shape: z.array(z.int().nonnegative()),
  data_offsets: z.tuple([offset, offset]),
});

/**
 * Parses and checks a header against the size of the data part that follows it: every tensor's bytes must match its
 * type and shape, and together they must fill the data part without a gap or an overlap.
 *
 * @throws GuruError `safetensors` naming the file, the tensor and the expected and found bytes.
 */
export function parseHeader(file: string, bytes: Uint8Array, dataBytes: number): Header {
  const fail = (message: string, cause?: unknown): never => {
    throw new GuruError("safetensors", `${file}: ${message}`, { cause });
  };
  const record = parseRecord(bytes, fail);
  const metadata = Metadata.safeParse(record["__metadata__"] ?? {});
  if (!metadata.success) return fail("__metadata__ must map names to strings");
  const entries = Object.entries(record)
    .filter(([name]) => name !== "__metadata__")
    .map(([name, value]) => parseEntry(name, value, fail));
  // Tensors without elements lie at one place, and an object puts names that are numbers first.
  entries.sort((a, b) => a.begin - b.begin || a.end - b.end || (a.name < b.name ? -1 : 1));
  checkLayout(entries, dataBytes, fail);
  return { entries, metadata: metadata.data };
}

/** Formats the header of tensors laid out one after the other, padded so that the data starts at a multiple of 8 bytes. */
export function formatHeader(
  entries: readonly HeaderEntry[],
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  // From entries, because a tensor may be called "__proto__", which an assignment would not store.
  const described = entries.map(({ name, type, shape, begin, end }) => {
    return [name, { dtype: type, shape, data_offsets: [begin, end] }] as const;
  });
  const record = Object.fromEntries<unknown>([["__metadata__", metadata], ...described]);
  const text = Buffer.from(JSON.stringify(record));
  const length = Math.ceil(text.length / 8) * 8;
  const bytes = Buffer.alloc(8 + length, " ");
  bytes.writeBigUInt64LE(BigInt(length));
  bytes.set(text, 8);
  return bytes;
}

type Fail = (message: string, cause?: unknown) => never;

function parseRecord(bytes: Uint8Array, fail: Fail): Record<string, unknown> {
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    value = JSON.parse(text);
  } catch (cause) {
    return fail(`the header is not valid JSON: ${(cause as Error).message}`, cause);
  }
  if (!isRecord(value)) return fail("the header must be a JSON object");
  const repeated = firstRepeatedKey(text);
  if (repeated !== undefined) return fail(`tensor "${repeated}" is described twice`);
  return value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** JSON.parse keeps the last of equal keys in silence, so the top-level keys of the (valid) text are walked once more. */
function firstRepeatedKey(text: string): string | undefined {
  const seen = new Set<string>();
  let depth = 0;
  let lastString: string | undefined;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:]/g)) {
    if (token === "{" || token === "[") depth++;
    else if (token === "}" || token === "]") depth--;
    else if (token !== ":") lastString = token;
    else if (depth === 1 && lastString !== undefined) {
      const key = JSON.parse(lastString) as string;
      if (seen.has(key)) return key;
      seen.add(key);
    }
  }
  return undefined;
}

function parseEntry(name: string, value: unknown, fail: Fail): HeaderEntry {
  const entry = Entry.safeParse(value);
  if (!entry.success) return fail(`tensor "${name}" is described wrongly:\n${z.prettifyError(entry.error)}`);
  const { dtype, shape, data_offsets } = entry.data;
  const [begin, end] = data_offsets;
  if (!isStoredType(dtype))
    return fail(`tensor "${name}" has type ${dtype}; only F32, F16 and BF16 are supported`);
  const expected = shape.reduce((product, length) => product * length, storedBytes[dtype]);
  if (end - begin !== expected) {
    return fail(
      `tensor "${name}" ${dtype} [${shape.join(", ")}] takes ${expected} bytes, but its offsets ${begin}..${end} span ${end - begin}`,
    );
  }
  return { name, type: dtype, shape, begin, end };
}

function isStoredType(type: string): type is StoredType {
  return Object.hasOwn(storedBytes, type);
}

function checkLayout(entries: readonly HeaderEntry[], dataBytes: number, fail: Fail): void {
  let next = 0;
  for (const { name, begin, end } of entries) {
    if (begin < next)
      fail(`tensor "${name}" starts at byte ${begin}, inside the one before it, which ends at ${next}`);
    if (begin > next) fail(`bytes ${next}..${begin} before tensor "${name}" belong to no tensor`);
    if (end > dataBytes) {
      fail(
        `tensor "${name}" ends at byte ${end}, but the file holds ${dataBytes} bytes of data; it may be truncated`,
      );
    }
    next = end;
  }
  if (next !== dataBytes)
    fail(`the tensors take ${next} bytes, but the file holds ${dataBytes} bytes of data`);
}
