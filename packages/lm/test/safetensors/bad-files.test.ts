import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { GuruError } from "@guru/core";
import { describe, expect, test } from "vitest";
import { readSafetensors } from "../../src/index.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

interface BadFile {
  readonly what: string;
  readonly bytes: Uint8Array;
  readonly message: RegExp;
}

/** A file with this header and so many bytes of data. */
function build(header: unknown, dataBytes: number, headerLength?: bigint): Uint8Array {
  const text = Buffer.from(typeof header === "string" ? header : JSON.stringify(header));
  const prefix = Buffer.alloc(8);
  prefix.writeBigUInt64LE(headerLength ?? BigInt(text.length));
  return Buffer.concat([prefix, text, Buffer.alloc(dataBytes)]);
}

const entry = (shape: unknown, begin: unknown, end: unknown, dtype = "F32"): unknown => ({
  dtype,
  shape,
  data_offsets: [begin, end],
});

const badFiles: readonly BadFile[] = [
  {
    what: "is empty",
    bytes: Buffer.alloc(0),
    message: /expected at least 8 bytes of header length, found 0 bytes/,
  },
  { what: "ends in the header's length", bytes: Buffer.alloc(5), message: /found 5 bytes/ },
  {
    what: "ends in the header",
    bytes: build("{", 0, 100n),
    message: /expected a header of 100 bytes, found 1; .*truncated/,
  },
  {
    what: "declares a huge header",
    bytes: build("{}", 0, 2n ** 63n),
    message: /9223372036854775808 bytes is longer than the allowed 100000000/,
  },
  { what: "has a header that is no JSON", bytes: build("{,}", 0), message: /header is not valid JSON/ },
  {
    what: "has a header that is no UTF-8",
    bytes: Buffer.concat([build("", 0, 2n), Buffer.of(0xc3, 0x28)]),
    message: /header is not valid JSON/,
  },
  { what: "has a list for a header", bytes: build([], 0), message: /must be a JSON object/ },
  {
    what: "has metadata that is not text",
    bytes: build({ __metadata__: { a: 1 } }, 0),
    message: /__metadata__ must map names to strings/,
  },
  {
    what: "describes a tensor by a number",
    bytes: build({ w: 3 }, 0),
    message: /tensor "w" is described wrongly/,
  },
  {
    what: "has a negative size",
    bytes: build({ w: entry([-1], 0, 4) }, 4),
    message: /tensor "w" is described wrongly/,
  },
  {
    what: "has a fractional offset",
    bytes: build({ w: entry([1], 0.5, 4.5) }, 8),
    message: /tensor "w" is described wrongly/,
  },
  {
    what: "has an unknown key in a tensor",
    bytes: build({ w: { ...(entry([1], 0, 4) as object), x: 1 } }, 4),
    message: /tensor "w" is described wrongly/,
  },
  {
    what: "has a type we do not read",
    bytes: build({ w: entry([1], 0, 8, "I64") }, 8),
    message: /tensor "w" has type I64; only F32, F16 and BF16/,
  },
  {
    what: "has a type named like a method",
    bytes: build({ w: entry([1], 0, 4, "toString") }, 4),
    message: /has type toString/,
  },
  {
    what: "has more bytes than the shape",
    bytes: build({ w: entry([2, 3], 0, 28) }, 28),
    message: /tensor "w" F32 \[2, 3\] takes 24 bytes, but its offsets 0\.\.28 span 28/,
  },
  {
    what: "has fewer bytes than the shape",
    bytes: build({ w: entry([3], 0, 4, "BF16") }, 4),
    message: /BF16 \[3\] takes 6 bytes, .* span 4/,
  },
  {
    what: "has offsets that go back",
    bytes: build({ w: entry([1], 4, 0) }, 4),
    message: /takes 4 bytes, but its offsets 4\.\.0 span -4/,
  },
  {
    what: "has a shape whose product overflows",
    bytes: build({ w: entry([2 ** 31, 2 ** 31, 4], 0, 8) }, 8),
    message: /tensor "w"/,
  },
  {
    what: "has overlapping tensors",
    bytes: build({ a: entry([2], 0, 8), b: entry([2], 4, 12) }, 12),
    message: /tensor "b" starts at byte 4, inside the one before it, which ends at 8/,
  },
  {
    what: "has two tensors in one place",
    bytes: build({ a: entry([1], 0, 4), b: entry([1], 0, 4) }, 4),
    message: /tensor "b" starts at byte 0, inside/,
  },
  {
    what: "has a hole",
    bytes: build({ a: entry([1], 0, 4), b: entry([1], 8, 12) }, 12),
    message: /bytes 4\.\.8 before tensor "b" belong to no tensor/,
  },
  {
    what: "has data before the first tensor",
    bytes: build({ a: entry([1], 4, 8) }, 8),
    message: /bytes 0\.\.4 before tensor "a"/,
  },
  {
    what: "is truncated in the data",
    bytes: build({ a: entry([2], 0, 8) }, 5),
    message: /tensor "a" ends at byte 8, but the file holds 5 bytes of data; it may be truncated/,
  },
  {
    what: "has data after the last tensor",
    bytes: build({ a: entry([1], 0, 4) }, 9),
    message: /the tensors take 4 bytes, but the file holds 9/,
  },
  {
    what: "names a tensor twice",
    bytes: build(
      `{"a":${JSON.stringify(entry([1], 0, 4))},"\\u0061":${JSON.stringify(entry([1], 0, 4))}}`,
      4,
    ),
    message: /tensor "a" is described twice/,
  },
];

describe("readSafetensors refuses a file that", () => {
  test.each(badFiles)("$what", async ({ bytes, message }) => {
    const file = join(temporaryFolder(), "bad.safetensors");
    await writeFile(file, bytes);
    const error: unknown = await readSafetensors(file).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: "GuruError", code: "safetensors" });
    expect((error as GuruError).message).toMatch(message);
    expect((error as GuruError).message).toContain(file);
  });

  test("does not exist", async () => {
    const file = join(temporaryFolder(), "missing.safetensors");
    await expect(readSafetensors(file)).rejects.toMatchObject({ code: "safetensors" });
  });

  test("is a folder", async () => {
    await expect(readSafetensors(temporaryFolder())).rejects.toMatchObject({ code: "safetensors" });
  });

  test("holds arbitrary bytes, with a GuruError and nothing else", async () => {
    const file = join(temporaryFolder(), "noise.safetensors");
    const header = fc.oneof(fc.json(), fc.string());
    await fc.assert(
      fc.asyncProperty(header, fc.nat(40), async (text, dataBytes) => {
        await writeFile(file, build(text, dataBytes));
        const error: unknown = await readSafetensors(file).catch((reason: unknown) => reason);
        expect(GuruError.isInstance(error) || text.trim() === "{}").toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});

test("readSafetensors accepts tensors whose names look special", async () => {
  const file = join(temporaryFolder(), "names.safetensors");
  await writeFile(
    file,
    build(`{"__proto__":${JSON.stringify(entry([1], 0, 4))},"a\\"{":${JSON.stringify(entry([], 4, 8))}}`, 8),
  );
  const { tensors } = await readSafetensors(file);
  expect([...tensors.keys()]).toEqual(["__proto__", 'a"{']);
});
