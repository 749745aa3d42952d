import { type Parsed, parsed, preview, unreadable } from "../parsed.ts";
import type { WorkCounter } from "../work-counter.ts";
import { createCursor, type Cursor, PythonSyntaxError } from "./python-cursor.ts";
import type { PythonValue } from "./python-value-type.ts";
import { readJsonValue, skipJsonSpaces } from "./read-json-value.ts";
import { readPythonValue } from "./read-python-value.ts";

/** A value, and where the text behind it begins. */
export interface ReadValue {
  readonly value: PythonValue;
  readonly end: number;
}

/** How reading ended; a failure says how far it came. */
export type ReadResult =
  { readonly ok: true; readonly value: ReadValue } | (Unread & { readonly reached: number });

type Unread = Extract<Parsed<never>, { ok: false }>;

/**
 * Reads the value that begins at `start`: as JSON, or, where that fails, as a Python literal that may hold the words of JSON too
 * (`{'done': true}`).
 */
export function readJsonOrPython(text: string, start: number, work: WorkCounter): ReadResult {
  const json = attempt(text, start, work, readJsonValue);
  if (json.ok || json.class === "answer_limit") return json;
  return attempt(text, start, work, readPythonValue);
}

/** Reads a text that is one value and nothing else. */
export function parseJsonOrPython(text: string, work: WorkCounter): Parsed<PythonValue> {
  return parseWith(text, (start) => readJsonOrPython(text, start, work), work);
}

/** Reads a text that is JSON as Python's `json.loads` takes it. */
export function parseJson(text: string, work: WorkCounter): Parsed<PythonValue> {
  return parseWith(text, (start) => attempt(text, start, work, readJsonValue), work);
}

function parseWith(
  text: string,
  read: (start: number) => Parsed<ReadValue>,
  work: WorkCounter,
): Parsed<PythonValue> {
  const cursor = createCursor(text, work);
  skipJsonSpaces(cursor);
  const found = read(cursor.position);
  if (!found.ok) return unreadable(`${preview(text)} cannot be read: ${found.message}`, found.class);
  cursor.position = found.value.end;
  skipJsonSpaces(cursor);
  return cursor.position === text.length
    ? parsed(found.value.value)
    : unreadable(`${preview(text)} cannot be read: something follows the value`);
}

function attempt(
  text: string,
  start: number,
  work: WorkCounter,
  read: (cursor: Cursor) => PythonValue,
): ReadResult {
  const cursor = createCursor(text, work, { dialect: "json", position: start });
  try {
    const value = read(cursor);
    return { ok: true, value: { value, end: cursor.position } };
  } catch (error) {
    if (!(error instanceof PythonSyntaxError)) throw error;
    return { ok: false, class: error.errorClass, message: error.message, reached: cursor.position };
  }
}
