import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { ZodType } from "zod";
import { z } from "zod";
import { GuruError } from "./guru-error.ts";

/**
 * Reads a JSONL file row by row in constant memory, each row checked against a schema. Empty lines are skipped.
 *
 * @throws GuruError `jsonl_row` naming the file and line of the first row that is not JSON or does not fit.
 */
export async function* readJsonl<T>(file: string, schema: ZodType<T>): AsyncGenerator<T> {
  const lines = createInterface({
    input: createReadStream(file, "utf8"),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  let line = 0;
  for await (const text of lines) {
    line++;
    if (text.trim() === "") continue;
    yield parseRow(text, schema, `${file}:${line}`);
  }
}

function parseRow<T>(text: string, schema: ZodType<T>, place: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new GuruError("jsonl_row", `${place} is not valid JSON: ${(cause as Error).message}`, { cause });
  }
  const result = schema.safeParse(value);
  if (!result.success)
    throw new GuruError("jsonl_row", `${place} does not fit:\n${z.prettifyError(result.error)}`);
  return result.data;
}

/** One JSONL line, its newline included. */
export function formatJsonl(row: unknown): string {
  return `${JSON.stringify(row)}\n`;
}
