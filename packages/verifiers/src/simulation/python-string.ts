import { type Cursor, PythonSyntaxError, skipPythonSpaces } from "./python-cursor.ts";
import type { PythonValue } from "./python-value-type.ts";

const opening = /([rRuU]?)("""|'''|"|')/y;

/** Reads a string at the cursor, joined with those that follow it directly; `undefined` where none stands. */
export function readPythonStrings(cursor: Cursor): PythonValue | undefined {
  let joined = readString(cursor);
  if (joined === undefined) return undefined;
  for (;;) {
    skipPythonSpaces(cursor);
    const next = readString(cursor);
    if (next === undefined) return { type: "str", value: joined };
    joined += next;
  }
}

function readString(cursor: Cursor): string | undefined {
  opening.lastIndex = cursor.position;
  const match = opening.exec(cursor.text);
  if (match === null) return undefined;
  const [whole, prefix = "", quote = ""] = match;
  cursor.position += whole.length;
  const raw = prefix.toLowerCase() === "r";
  let value = "";
  while (!cursor.text.startsWith(quote, cursor.position)) {
    cursor.work.take();
    const unit = cursor.text[cursor.position];
    if (unit === undefined || (quote.length === 1 && (unit === "\n" || unit === "\r")))
      throw new PythonSyntaxError("a string does not end");
    if (unit === "\\") value += raw ? readRawPair(cursor) : readEscape(cursor);
    else {
      value += unit;
      cursor.position++;
    }
  }
  cursor.position += quote.length;
  return value;
}

/** In a raw string a backslash stays, and so does the quote behind it. */
function readRawPair(cursor: Cursor): string {
  const pair = cursor.text.slice(cursor.position, cursor.position + 2);
  cursor.position += 2;
  return pair;
}

const simpleEscapes: ReadonlyMap<string, string> = new Map([
  ["\n", ""],
  ["\\", "\\"],
  ["'", "'"],
  ['"', '"'],
  ["a", "\x07"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["v", "\v"],
]);

const codeEscape = /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/y;

function readEscape(cursor: Cursor): string {
  const letter = cursor.text[cursor.position + 1] ?? "";
  const simple = simpleEscapes.get(letter);
  if (simple !== undefined) {
    cursor.position += 2;
    return simple;
  }
  codeEscape.lastIndex = cursor.position;
  const match = codeEscape.exec(cursor.text);
  if (match !== null) {
    cursor.position += match[0].length;
    const [, octal, two, four, eight] = match;
    const isOctal = octal !== undefined;
    return characterOf(Number.parseInt(isOctal ? octal : (two ?? four ?? eight ?? ""), isOctal ? 8 : 16));
  }
  if (letter === "" || "xuUN".includes(letter)) throw new PythonSyntaxError("an escape is not one we read");
  // Python keeps the backslash of an escape that it does not know.
  cursor.position += 2;
  return `\\${letter}`;
}

function characterOf(code: number): string {
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  if (isSurrogate || code > 0x10ffff) throw new PythonSyntaxError("an escape names no character");
  return String.fromCodePoint(code);
}
