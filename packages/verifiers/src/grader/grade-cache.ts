import { closeSync, fstatSync, openSync, readFileSync, readSync, writeSync } from "node:fs";
import { formatJsonl, GuruError } from "@guru/core";
import { z } from "zod";
import { messageOf } from "../message-of.ts";
import type { Grade } from "./grader.ts";

/** Decisions by key, in memory and perhaps in a file. */
export interface GradeCache {
  get(key: string): Grade | undefined;
  set(key: string, grade: Grade): void;
  close(): void;
}

/** Where a cache keeps its decisions. */
export interface GradeCacheOptions {
  /** Decisions kept in memory. */
  readonly entries: number;
  readonly file?: string | undefined;
}

const Line = z.strictObject({ key: z.string(), equal: z.boolean(), reply: z.string() });

/**
 * Opens a cache. The file has one JSON line a decision and is only ever appended to, a line in one write: a process that is killed
 * leaves at most one torn line at its end, which is skipped like any line that does not fit. Several processes may share it.
 *
 * @throws GuruError `grader_cache` when the file cannot be read or written.
 */
export function openGradeCache({ entries, file }: GradeCacheOptions): GradeCache {
  const memory = new Map<string, Grade>();
  const remember = (key: string, grade: Grade) => {
    memory.delete(key);
    memory.set(key, grade);
    const [oldest] = memory.keys();
    if (memory.size > entries && oldest !== undefined) memory.delete(oldest);
  };
  let appending = file === undefined ? undefined : openForAppending(file, remember);

  return {
    get: (key) => {
      const grade = memory.get(key);
      if (grade !== undefined) remember(key, grade);
      return grade;
    },
    set: (key, grade) => {
      remember(key, grade);
      if (appending !== undefined) append(appending, file ?? "", formatJsonl({ key, ...grade }));
    },
    close: () => {
      if (appending !== undefined) closeSync(appending);
      appending = undefined;
    },
  };
}

/** Reads what the file holds, and opens it at the start of a line. */
function openForAppending(file: string, remember: (key: string, grade: Grade) => void): number {
  try {
    const opened = openSync(file, "a+");
    for (const line of readFileSync(file, "utf8").split("\n")) {
      const entry = parseLine(line);
      if (entry !== undefined) remember(entry.key, { equal: entry.equal, reply: entry.reply });
    }
    if (!endsWithNewline(opened)) writeSync(opened, "\n");
    return opened;
  } catch (cause) {
    throw new GuruError(
      "grader_cache",
      `the grader's cache ${file} cannot be used: ${messageOf(cause)}; name another file or leave it out`,
      { cause },
    );
  }
}

function parseLine(line: string): z.infer<typeof Line> | undefined {
  try {
    return Line.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

function endsWithNewline(opened: number): boolean {
  const { size } = fstatSync(opened);
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  readSync(opened, last, 0, 1, size - 1);
  return last.toString() === "\n";
}

function append(opened: number, file: string, line: string): void {
  try {
    writeSync(opened, line);
  } catch (cause) {
    throw new GuruError(
      "grader_cache",
      `a decision could not be added to the grader's cache ${file}: ${messageOf(cause)}; make room or name another file`,
      { cause },
    );
  }
}
