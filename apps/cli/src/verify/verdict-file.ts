import { createReadStream } from "node:fs";
import { open, stat, truncate } from "node:fs/promises";
import { createInterface } from "node:readline";
import { formatJsonl, GuruError, type Verdict } from "@guru/core";

/** One line of the output. */
export interface VerdictLine {
  /** The row of the input, from 1. */
  readonly row: number;
  readonly id?: string;
  readonly verdict: Verdict;
}

/** Verdicts on their way to a file, one line each. */
export interface VerdictFile {
  /** The last row that the file holds already; 0 for a new file. */
  readonly lastRow: number;
  write(lines: readonly VerdictLine[]): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a file of verdicts. With `resume` its whole lines are kept, a torn last one is cut off, and `lastRow` says where to go
 * on; without, an existing file is an error, so that nothing is lost by mistake.
 *
 * @throws GuruError `verdict_file` when it exists, holds other lines or cannot be written.
 */
export async function openVerdictFile(path: string, resume: boolean): Promise<VerdictFile> {
  const size = await stat(path).then(
    (found) => found.size,
    () => undefined,
  );
  if (size !== undefined && !resume) {
    const message = `${path} is there already; give --resume to go on with it, or another --out`;
    throw new GuruError("verdict_file", message);
  }
  const { lastRow, bytes } = size === undefined ? { lastRow: 0, bytes: 0 } : await readProgress(path);
  try {
    if (size !== undefined && bytes < size) await truncate(path, bytes);
    const file = await open(path, "a");
    return {
      lastRow,
      write: async (lines) => {
        await file.appendFile(lines.map(formatJsonl).join("")).catch((cause: unknown) => {
          throw unwritable(path, cause);
        });
      },
      close: () => file.close(),
    };
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

/** The last row of the whole lines, and where they end. */
async function readProgress(path: string): Promise<{ lastRow: number; bytes: number }> {
  let lastRow = 0;
  let bytes = 0;
  let line = 0;
  const size = (await stat(path)).size;
  for await (const text of createInterface({ input: createReadStream(path, "utf8") })) {
    line++;
    const end = bytes + Buffer.byteLength(text) + 1;
    // The newline is missing, so the line may be torn.
    if (end > size) break;
    const row = rowOf(text);
    if (row === undefined || row <= lastRow) {
      const message = `${path}:${line} is no line of verdicts in order; give another --out`;
      throw new GuruError("verdict_file", message);
    }
    lastRow = row;
    bytes = end;
  }
  return { lastRow, bytes };
}

function rowOf(line: string): number | undefined {
  try {
    const { row } = JSON.parse(line) as { row?: unknown };
    return typeof row === "number" ? row : undefined;
  } catch {
    return undefined;
  }
}

function unwritable(path: string, cause: unknown): GuruError {
  const message = `cannot write ${path}: ${(cause as Error).message}; what stands in it is whole, go on with --resume`;
  return new GuruError("verdict_file", message, { cause });
}
