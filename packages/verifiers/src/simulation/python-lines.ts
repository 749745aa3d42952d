import {
  type Cursor,
  isContinuation,
  PythonSyntaxError,
  skipComment,
  skipPythonSpaces,
} from "./python-cursor.ts";

/** Moves to where an expression begins: behind empty lines and comments. Only the first line may be indented. */
export function skipLinesBefore(cursor: Cursor): void {
  skipAll(cursor, " \t");
  const indented = skipEmptyLines(cursor);
  if (indented) throw new PythonSyntaxError("the value is indented");
}

/**
 * Moves behind an expression: to the end of the text where only empty lines and comments follow. As in CPython, spaces alone
 * behind the last line end are an error.
 */
export function skipLinesAfter(cursor: Cursor): void {
  skipAll(cursor, " \t\f");
  if (cursor.position === cursor.text.length) return;
  const indented = skipEmptyLines(cursor);
  if (indented && cursor.position === cursor.text.length)
    throw new PythonSyntaxError("the last line is indented");
}

/** Whether the line where something follows is indented; a form feed begins the line anew. */
function skipEmptyLines(cursor: Cursor): boolean {
  for (;;) {
    const lineStart = cursor.position;
    skipAll(cursor, " \t\f");
    if (isContinuation(cursor)) skipPythonSpaces(cursor);
    const indentation = cursor.text.slice(lineStart, cursor.position).replaceAll("\\\n", "");
    const unit = cursor.text[cursor.position];
    if (unit === "#") skipComment(cursor);
    else if (unit === "\n") cursor.position++;
    else return !/(?:^|\f)$/.test(indentation);
  }
}

function skipAll(cursor: Cursor, units: string): void {
  while (units.includes(cursor.text[cursor.position] ?? "end")) {
    cursor.position++;
    cursor.work.take();
  }
}
