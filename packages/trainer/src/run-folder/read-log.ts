import { readFile } from "node:fs/promises";
import { GuruError } from "@guru/core";
import { z } from "zod";

/**
 * Reads a JSONL file that a process may have been killed while writing: a last line that is cut off is left out. No
 * file is no rows.
 *
 * @throws GuruError `run_log` naming the first damaged line before the last.
 */
export async function readLog<T>(file: string, schema: z.ZodType<T>): Promise<T[]> {
  const lines = (await readIfPresent(file)).split("\n");
  // What follows the last newline was never finished, even where it happens to parse.
  lines.pop();
  const rows: T[] = [];
  for (const [index, line] of lines.entries()) {
    const result = schema.safeParse(parseLine(line));
    if (result.success) rows.push(result.data);
    else if (index < lines.length - 1) {
      throw new GuruError("run_log", `${file}:${index + 1} is damaged:\n${z.prettifyError(result.error)}`);
    }
  }
  return rows;
}

async function readIfPresent(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
