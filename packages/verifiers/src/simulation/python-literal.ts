import { type Parsed, parsed, preview, unreadable } from "../parsed.ts";
import type { WorkCounter } from "../work-counter.ts";
import {
  createCursor,
  type Cursor,
  type PythonDialect,
  PythonSyntaxError,
  skipPythonSpaces,
} from "./python-cursor.ts";
import { skipLinesAfter, skipLinesBefore } from "./python-lines.ts";
import { readPythonValue } from "./read-python-value.ts";
import type { PythonValue } from "./python-value-type.ts";

/**
 * Reads a Python literal as CPython's `ast.literal_eval` does: None, bool, int, float, str (prefixes `r` and `u`, adjacent
 * literals joined), tuple, list, set (also `set()`) and dict, with or without outer brackets around a tuple. Everything that would
 * have to be computed is refused, and so are `\N{…}` and escaped surrogates; bytes, complex numbers and `...` need the
 * dialect `cpython`.
 */
export function parsePythonLiteral(
  text: string,
  work: WorkCounter,
  dialect: PythonDialect = "plain",
): Parsed<PythonValue> {
  const source = dialect === "cpython" ? text.replace(/\r\n?/g, "\n") : text;
  try {
    return parsed(readWhole(createCursor(source, work, { dialect })));
  } catch (error) {
    if (!(error instanceof PythonSyntaxError)) throw error;
    return unreadable(`${preview(text)} is not a Python literal: ${error.message}`, error.errorClass);
  }
}

function readWhole(cursor: Cursor): PythonValue {
  if (cursor.dialect === "cpython") skipLinesBefore(cursor);
  else skipPythonSpaces(cursor);
  const items = [readPythonValue(cursor)];
  let isTuple = false;
  while (skipPythonSpaces(cursor) === ",") {
    isTuple = true;
    cursor.position++;
    const next = skipPythonSpaces(cursor);
    if (next === undefined || "\n#".includes(next)) break;
    items.push(readPythonValue(cursor));
  }
  if (cursor.dialect === "cpython") skipLinesAfter(cursor);
  if (cursor.position < cursor.text.length) throw new PythonSyntaxError("something follows the value");
  return !isTuple && items[0] !== undefined ? items[0] : { type: "tuple", items };
}
