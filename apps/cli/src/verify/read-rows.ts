import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { GuruError } from "@guru/core";

/** A row of a file, or what is wrong with it. */
export interface InputRow {
  /** From 1: the line of a JSONL file, the row of a Parquet file. */
  readonly row: number;
  readonly value?: unknown;
  readonly problem?: string;
}

/**
 * Reads the rows of a `.jsonl`, `.jsonl.gz` or `.parquet` file one by one. A line that is no JSON is a row with a problem; the
 * rest of the file is read all the same.
 *
 * @throws GuruError `data_file` for a file that cannot be read or has another ending.
 */
export async function* readRows(file: string): AsyncGenerator<InputRow> {
  await stat(file).catch((cause: unknown) => {
    throw unreadable(file, cause);
  });
  if (file.endsWith(".parquet")) yield* readParquetRows(file);
  else if (/\.(?:jsonl|ndjson)(?:\.gz)?$/.test(file)) yield* readLines(file);
  else
    throw new GuruError(
      "data_file",
      `${file} must end in .jsonl, .jsonl.gz or .parquet, which says how to read it`,
    );
}

async function* readLines(file: string): AsyncGenerator<InputRow> {
  const bytes = createReadStream(file);
  const input = file.endsWith(".gz") ? bytes.pipe(createGunzip()) : bytes;
  // Errors of the file itself do not pass through the pipe.
  bytes.on("error", (error) => input.destroy(error));
  let row = 0;
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      row++;
      if (line.trim() !== "") yield { row, ...parseLine(line) };
    }
  } catch (cause) {
    throw unreadable(`${file} behind line ${row}`, cause);
  }
}

function parseLine(line: string): Pick<InputRow, "value" | "problem"> {
  try {
    return { value: JSON.parse(line) as unknown };
  } catch (error) {
    return { problem: `no JSON: ${(error as Error).message}` };
  }
}

async function* readParquetRows(file: string): AsyncGenerator<InputRow> {
  const { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } = await import("hyparquet");
  const rowsAtATime = 4096;
  let row = 0;
  try {
    const buffer = await asyncBufferFromFile(file);
    const metadata = await parquetMetadataAsync(buffer);
    const total = Number(metadata.num_rows);
    while (row < total) {
      const rowEnd = Math.min(total, row + rowsAtATime);
      const rows = await parquetReadObjects({ file: buffer, metadata, rowStart: row, rowEnd });
      for (const value of rows) yield { row: ++row, value: plain(value) };
    }
  } catch (cause) {
    throw unreadable(`${file} behind row ${row}`, cause);
  }
}

/** Parquet's 64-bit integers as JSON has them, or as text where JSON would round them. */
function plain(value: unknown): unknown {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return Array.from(value as unknown[], plain);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]));
}

function unreadable(what: string, cause: unknown): GuruError {
  return new GuruError("data_file", `cannot read ${what}: ${(cause as Error).message}`, { cause });
}
