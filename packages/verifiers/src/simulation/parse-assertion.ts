import { type Parsed, parsed, preview, unreadable } from "../parsed.ts";
import type { WorkCounter } from "../work-counter.ts";
import { type LiteralArguments, readArguments } from "./parse-call.ts";
import { createCursor, type Cursor, PythonSyntaxError, skipPythonSpaces } from "./python-cursor.ts";
import { skipLinesAfter, skipLinesBefore } from "./python-lines.ts";
import { readPythonStrings } from "./python-string.ts";
import type { PythonValue } from "./python-value-type.ts";
import { readPythonValue } from "./read-python-value.ts";

/** `assert f([1]) == 2`, also without `assert`, and for a predicted input also without the right side. */
export interface Assertion {
  readonly callee: string;
  /** `undefined` where an argument is no literal. */
  readonly arguments: LiteralArguments | undefined;
  /** What stands between the brackets of the call. */
  readonly argumentsText: string;
  /** The literal behind `==`. */
  readonly right: PythonValue | undefined;
}

const assertWord = /assert(?=[\s(])/y;
const callStart = /([A-Za-z_]\w*)[ \t]*\(/y;

/** Reads a text that is one assertion that a call equals a literal, and perhaps comments around it. */
export function parseAssertion(text: string, work: WorkCounter): Parsed<Assertion> {
  const cursor = createCursor(text.replace(/\r\n?/g, "\n"), work, { dialect: "cpython" });
  try {
    return parsed(readAssertion(cursor));
  } catch (error) {
    if (!(error instanceof PythonSyntaxError)) throw error;
    return unreadable(
      `${preview(text)} is not an assertion about a call: ${error.message}`,
      error.errorClass,
    );
  }
}

function readAssertion(cursor: Cursor): Assertion {
  skipLinesBefore(cursor);
  takeMatch(cursor, assertWord);
  skipPythonSpaces(cursor);
  const bracketed = takeBracket(cursor, "(");
  const callee = takeMatch(cursor, callStart)?.[1];
  if (callee === undefined) throw new PythonSyntaxError("a call is missing");
  const start = cursor.position;
  const literals = tryArguments(cursor);
  const argumentsText = cursor.text.slice(start, cursor.position - 1);
  let right: PythonValue | undefined;
  skipPythonSpaces(cursor);
  if (cursor.text.startsWith("==", cursor.position)) {
    cursor.position += 2;
    skipPythonSpaces(cursor);
    right = readPythonValue(cursor);
    skipPythonSpaces(cursor);
  }
  if (bracketed && !takeBracket(cursor, ")")) throw new PythonSyntaxError('")" is missing');
  skipMessage(cursor);
  skipLinesAfter(cursor);
  if (cursor.position < cursor.text.length) throw new PythonSyntaxError("something else is asserted");
  return { callee, arguments: literals, argumentsText, right };
}

/** Brackets around the whole of what is asserted. */
function takeBracket(cursor: Cursor, bracket: "(" | ")"): boolean {
  if (skipPythonSpaces(cursor) !== bracket) return false;
  cursor.position++;
  cursor.brackets += bracket === "(" ? 1 : -1;
  if (bracket === "(") skipPythonSpaces(cursor);
  return true;
}

/** An assertion may say in a string what went wrong. */
function skipMessage(cursor: Cursor): void {
  if (skipPythonSpaces(cursor) !== ",") return;
  cursor.position++;
  skipPythonSpaces(cursor);
  if (readPythonStrings(cursor)?.type !== "str") throw new PythonSyntaxError("something follows the value");
}

function takeMatch(cursor: Cursor, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = cursor.position;
  const match = pattern.exec(cursor.text);
  if (match === null) return undefined;
  cursor.position += match[0].length;
  cursor.work.take(match[0].length);
  return match;
}

/** Arguments that are no literals are passed over, up to the bracket that closes the call. */
function tryArguments(cursor: Cursor): LiteralArguments | undefined {
  const { position, brackets } = cursor;
  try {
    return readArguments(cursor);
  } catch (error) {
    if (!(error instanceof PythonSyntaxError) || error.errorClass === "answer_limit") throw error;
  }
  cursor.position = position;
  cursor.brackets = brackets;
  skipCall(cursor);
  return undefined;
}

function skipCall(cursor: Cursor): void {
  const base = cursor.brackets;
  cursor.brackets++;
  while (cursor.brackets > base) {
    const unit = skipPythonSpaces(cursor);
    if (unit === undefined) throw new PythonSyntaxError('")" is missing');
    if (readPythonStrings(cursor) !== undefined) continue;
    if ("([{".includes(unit)) cursor.brackets++;
    if (")]}".includes(unit)) cursor.brackets--;
    cursor.position++;
    cursor.work.take();
  }
}
