import type { ErrorClass } from "@guru/core";
import type { WorkCounter } from "../work-counter.ts";

/**
 * `plain`: values that JSON-like data has, with line ends wherever spaces may stand. `json`: also the words true, false, null, NaN
 * and Infinity. `cpython`: what `ast.literal_eval` reads, which adds bytes, complex numbers, `...`, signs before brackets and
 * comments, and takes line ends only inside brackets.
 */
export type PythonDialect = "plain" | "json" | "cpython";

/** A place in the text of a Python literal. */
export interface Cursor {
  readonly text: string;
  position: number;
  readonly work: WorkCounter;
  readonly dialect: PythonDialect;
  /** How many brackets are open at the position. */
  brackets: number;
}

/** A cursor at the start of a text, or behind an opening bracket that somebody else has read. */
export function createCursor(
  text: string,
  work: WorkCounter,
  options: { readonly dialect?: PythonDialect; readonly position?: number; readonly brackets?: number } = {},
): Cursor {
  const { dialect = "plain", position = 0, brackets = 0 } = options;
  return { text, position, work, dialect, brackets };
}

/** Thrown inside the parser; `parsePythonLiteral` turns it into a result. */
export class PythonSyntaxError extends Error {
  override readonly name = "PythonSyntaxError";
  readonly errorClass: ErrorClass;

  constructor(message: string, errorClass: ErrorClass = "answer_parse") {
    super(message);
    this.errorClass = errorClass;
  }
}

/** Moves behind spaces and what else separates, and returns the character there, or `undefined` at the end. */
export function skipPythonSpaces(cursor: Cursor): string | undefined {
  const exact = cursor.dialect === "cpython";
  const spaces = exact && cursor.brackets === 0 ? " \t\f" : " \t\n\r\f";
  for (;;) {
    const unit = cursor.text[cursor.position];
    if (unit === undefined) return undefined;
    if (spaces.includes(unit)) advance(cursor, 1);
    else if (exact && isContinuation(cursor)) advance(cursor, 2);
    else if (exact && unit === "#" && cursor.brackets > 0) skipComment(cursor);
    else return unit;
  }
}

/** Whether a backslash stands here that joins a line with the next one; there must be one. */
export function isContinuation({ text, position }: Cursor): boolean {
  return text.startsWith("\\\n", position) && position + 2 < text.length;
}

/** Moves from a `#` to the end of its line. */
export function skipComment(cursor: Cursor): void {
  const end = cursor.text.indexOf("\n", cursor.position);
  advance(cursor, (end < 0 ? cursor.text.length : end) - cursor.position);
}

function advance(cursor: Cursor, units: number): void {
  cursor.position += units;
  cursor.work.take(units);
}
