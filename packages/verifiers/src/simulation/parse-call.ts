import { type Cursor, PythonSyntaxError, skipPythonSpaces } from "./python-cursor.ts";
import { pythonKey } from "./python-equality.ts";
import type { WorkCounter } from "../work-counter.ts";
import type { PythonValue } from "./python-value-type.ts";
import { readPythonValue } from "./read-python-value.ts";

/** The arguments of a call, all of them literals. */
export interface LiteralArguments {
  readonly positional: readonly PythonValue[];
  readonly keyword: ReadonlyMap<string, PythonValue>;
}

const keywordStart = /([A-Za-z_]\w*)[ \t\n\f]*=(?!=)/y;

/**
 * Reads the arguments behind an opening bracket, up to and with `)`, or to the end of the text.
 *
 * @throws PythonSyntaxError where an argument is no literal.
 */
export function readArguments(cursor: Cursor, closing: ")" | "" = ")"): LiteralArguments {
  const positional: PythonValue[] = [];
  const keyword = new Map<string, PythonValue>();
  cursor.brackets++;
  while ((skipPythonSpaces(cursor) ?? "") !== closing) {
    const name = readKeyword(cursor);
    const value = readPythonValue(cursor);
    if (name === undefined) {
      if (keyword.size > 0) throw new PythonSyntaxError("a positional argument follows a named one");
      positional.push(value);
    } else {
      if (keyword.has(name)) throw new PythonSyntaxError(`the argument ${name} is given twice`);
      keyword.set(name, value);
    }
    if (skipPythonSpaces(cursor) !== ",") break;
    cursor.position++;
  }
  if ((cursor.text[cursor.position] ?? "") !== closing) throw new PythonSyntaxError('")" is missing');
  cursor.position += closing.length;
  cursor.brackets--;
  return { positional, keyword };
}

function readKeyword(cursor: Cursor): string | undefined {
  keywordStart.lastIndex = cursor.position;
  const match = keywordStart.exec(cursor.text);
  if (match === null) return undefined;
  cursor.position += match[0].length;
  cursor.work.take(match[0].length);
  skipPythonSpaces(cursor);
  return match[1];
}

/** Equal for argument lists that are equal in Python and pass the same names. */
export function argumentsKey({ positional, keyword }: LiteralArguments, work: WorkCounter): string {
  const named = [...keyword].map(([name, value]) => `${name}=${pythonKey(value, "python", work)}`);
  return [...positional.map((value) => pythonKey(value, "python", work)), ...named.sort()].join();
}
