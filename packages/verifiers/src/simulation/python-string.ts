import { type Cursor, PythonSyntaxError, skipPythonSpaces } from "./python-cursor.ts";
import type { PythonValue } from "./python-value-type.ts";

interface StringKind {
  readonly bytes: boolean;
  readonly raw: boolean;
}

const plainOpening = /([rRuU]?)("""|'''|"|')/y;
const fullOpening = /([rRuU]|[bB][rR]?|[rR][bB]|)("""|'''|"|')/y;

/** Reads a string at the cursor, joined with those that follow it directly; `undefined` where none stands. */
export function readPythonStrings(cursor: Cursor): PythonValue | undefined {
  const first = readString(cursor);
  if (first === undefined) return undefined;
  let { value } = first;
  for (;;) {
    skipPythonSpaces(cursor);
    const next = readString(cursor);
    if (next === undefined) return { type: first.bytes ? "bytes" : "str", value };
    if (next.bytes !== first.bytes) throw new PythonSyntaxError("bytes and text stand side by side");
    value += next.value;
  }
}

function readString(cursor: Cursor): { readonly value: string; readonly bytes: boolean } | undefined {
  const opening = cursor.dialect === "cpython" ? fullOpening : plainOpening;
  opening.lastIndex = cursor.position;
  const match = opening.exec(cursor.text);
  if (match === null) return undefined;
  const [whole, prefix = "", quote = ""] = match;
  cursor.position += whole.length;
  const kind = { raw: /r/i.test(prefix), bytes: /b/i.test(prefix) };
  let value = "";
  while (!cursor.text.startsWith(quote, cursor.position)) {
    cursor.work.take();
    const unit = cursor.text[cursor.position];
    if (unit === undefined || (quote.length === 1 && (unit === "\n" || unit === "\r")))
      throw new PythonSyntaxError("a string does not end");
    const last = unit === "\\" ? (cursor.text[cursor.position + 1] ?? "") : unit;
    if (kind.bytes && last > "\x7f") throw new PythonSyntaxError("bytes hold a character that is not ASCII");
    if (unit === "\\") value += kind.raw ? readRawPair(cursor) : readEscape(cursor, kind);
    else {
      value += unit;
      cursor.position++;
    }
  }
  cursor.position += quote.length;
  return { value, bytes: kind.bytes };
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

const textEscape = /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/y;
const byteEscape = /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{2}))/y;

function readEscape(cursor: Cursor, { bytes }: StringKind): string {
  const letter = cursor.text[cursor.position + 1] ?? "";
  const simple = simpleEscapes.get(letter);
  if (simple !== undefined) {
    cursor.position += 2;
    return simple;
  }
  const escape = bytes ? byteEscape : textEscape;
  escape.lastIndex = cursor.position;
  const match = escape.exec(cursor.text);
  if (match !== null) {
    cursor.position += match[0].length;
    const [, octal, ...hexadecimal] = match;
    const code = Number.parseInt(octal ?? hexadecimal.find(Boolean) ?? "", octal === undefined ? 16 : 8);
    return bytes ? String.fromCharCode(code & 0xff) : characterOf(code);
  }
  if (letter === "" || (bytes ? "x" : "xuUN").includes(letter))
    throw new PythonSyntaxError("an escape is not one we read");
  // Python keeps the backslash of an escape that it does not know.
  cursor.position += 2;
  return `\\${letter}`;
}

function characterOf(code: number): string {
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  if (isSurrogate || code > 0x10ffff) throw new PythonSyntaxError("an escape names no character");
  return String.fromCodePoint(code);
}
