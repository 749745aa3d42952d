import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { formatJsonl, GuruError, readJsonl } from "../src/index.ts";

const folder = mkdtempSync(join(tmpdir(), "guru-core-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const Row = z.strictObject({ name: z.string() });

async function read(text: string): Promise<unknown[]> {
  const file = join(folder, "rows.jsonl");
  writeFileSync(file, text);
  return readAll(file);
}

async function readAll(file: string): Promise<unknown[]> {
  const rows: unknown[] = [];
  for await (const row of readJsonl(file, Row)) rows.push(row);
  return rows;
}

async function failure(text: string): Promise<GuruError> {
  const error: unknown = await read(text).catch((cause: unknown) => cause);
  if (!GuruError.isInstance(error)) throw new Error("no GuruError was thrown");
  return error;
}

test("rows come back as they were written", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.record({ name: fc.string({ unit: "binary" }) })), async (rows) => {
      expect(await read(rows.map(formatJsonl).join(""))).toEqual(rows);
    }),
  );
});

test("a row may hold any line separator of Unicode", async () => {
  const rows = [{ name: "a\u2028b\u2029c\u0085d\ve\ff\rg\nh" }, { name: "i" }];
  expect(await read(rows.map(formatJsonl).join(""))).toEqual(rows);
});

test("empty lines, Windows line ends and a missing last newline are fine", async () => {
  expect(await read('{"name":"a"}\r\n\r\n\n{"name":"b"}')).toEqual([{ name: "a" }, { name: "b" }]);
});

test("a line that is not JSON is an error with file and line", async () => {
  const { code, message } = await failure('{"name":"a"}\n\n{"name":\n');
  expect(code).toBe("jsonl_row");
  expect(message).toContain(`${join(folder, "rows.jsonl")}:3 is not valid JSON`);
});

test("a row that does not fit is an error with file, line and key", async () => {
  const { code, message } = await failure('{"name":"a"}\n{"name":1}\n');
  expect(code).toBe("jsonl_row");
  expect(message).toContain(`${join(folder, "rows.jsonl")}:2 does not fit`);
  expect(message).toContain("name");
});

test("rows before a bad one are given out", async () => {
  const file = join(folder, "half.jsonl");
  writeFileSync(file, '{"name":"a"}\n{"name":1}\n');
  const rows = readJsonl(file, Row);
  expect(await rows.next()).toEqual({ done: false, value: { name: "a" } });
  await expect(rows.next()).rejects.toThrow("half.jsonl:2");
});

test("a missing file rejects with its name", async () => {
  await expect(readAll(join(folder, "absent.jsonl"))).rejects.toThrow("absent.jsonl");
});
