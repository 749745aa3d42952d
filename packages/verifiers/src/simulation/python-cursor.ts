import type { ErrorClass } from "@guru/core";
import type { WorkCounter } from "../work-counter.ts";

/** A place in the text of a Python literal. */
export interface Cursor {
  readonly text: string;
  position: number;
  readonly work: WorkCounter;
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

/** Moves behind spaces and line ends, and returns the character there, or `undefined` at the end. */
export function skipPythonSpaces(cursor: Cursor): string | undefined {
  while (" \t\n\r\f".includes(cursor.text[cursor.position] ?? "end")) {
    cursor.position++;
    cursor.work.take();
  }
  return cursor.text[cursor.position];
}
