import { stat } from "node:fs/promises";
import { GuruError, readJsonl, type Task } from "@guru/core";
import { z } from "zod";
import { parseTaskRow } from "./task-row.ts";

/**
 * Reads the tasks of a JSONL or Parquet file.
 *
 * @throws GuruError `data_file` for a file that cannot be read, has another ending or no rows; `jsonl_row` or `data_row`
 * naming the first bad row.
 */
export async function readTaskFile(file: string): Promise<Task[]> {
  await stat(file).catch((cause: unknown) => {
    throw new GuruError("data_file", `cannot read the data file ${file}: ${(cause as Error).message}`, {
      cause,
    });
  });
  const rows = await readRows(file);
  if (rows.length === 0)
    throw new GuruError("data_file", `${file} has no rows; give a file with at least one`);
  return rows.map((value, index) => parseTaskRow(value, { file, row: index + 1 }));
}

async function readRows(file: string): Promise<unknown[]> {
  if (file.endsWith(".parquet")) return readParquet(file);
  if (!/\.(jsonl|ndjson)$/.test(file)) {
    throw new GuruError("data_file", `${file} must end in .jsonl or .parquet, which says how to read it`);
  }
  const rows: unknown[] = [];
  for await (const row of readJsonl(file, z.unknown())) rows.push(row);
  return rows;
}

async function readParquet(file: string): Promise<unknown[]> {
  const { asyncBufferFromFile, parquetReadObjects } = await import("hyparquet");
  try {
    const rows = await parquetReadObjects({ file: await asyncBufferFromFile(file) });
    return rows.map(withoutBigints);
  } catch (cause) {
    throw new GuruError(
      "data_file",
      `${file} is no Parquet file that can be read: ${(cause as Error).message}`,
      { cause },
    );
  }
}

/** Parquet's 64-bit integers, as JSON has them. */
function withoutBigints(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value)) return value.map(withoutBigints);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withoutBigints(part)]));
}
