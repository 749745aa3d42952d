import { type Cursor, PythonSyntaxError } from "./python-cursor.ts";
import { maximumDigits } from "./python-number.ts";
import type { PythonValue } from "./python-value-type.ts";

/** Brackets inside brackets. */
const maximumDepth = 64;

/**
 * Reads one JSON value at the cursor as Python's `json.loads` does and loses nothing: integers stay exact, `NaN`, `Infinity` and
 * `-Infinity` are floats, `__proto__` is a key like any other, and of a repeated key the last value counts.
 *
 * @throws PythonSyntaxError where no JSON stands.
 */
export function readJsonValue(cursor: Cursor): PythonValue {
  skipJsonSpaces(cursor);
  cursor.work.take();
  if (cursor.brackets > maximumDepth)
    throw new PythonSyntaxError(`deeper than ${maximumDepth} brackets`, "answer_limit");
  switch (cursor.text[cursor.position]) {
    case "{":
      return readObject(cursor);
    case "[":
      return { type: "list", items: readArray(cursor) };
    case '"':
      return { type: "str", value: readJsonString(cursor) };
    default:
      return readWord(cursor) ?? readNumber(cursor);
  }
}

/** Moves behind what JSON calls white space, and returns the character there. */
export function skipJsonSpaces(cursor: Cursor): string | undefined {
  while (" \t\n\r".includes(cursor.text[cursor.position] ?? "end")) {
    cursor.position++;
    cursor.work.take();
  }
  return cursor.text[cursor.position];
}

function readObject(cursor: Cursor): PythonValue {
  const entries = new Map<string, PythonValue>();
  open(cursor);
  if (skipJsonSpaces(cursor) !== "}") {
    do {
      if (skipJsonSpaces(cursor) !== '"') throw new PythonSyntaxError("a key is missing");
      const key = readJsonString(cursor);
      if (skipJsonSpaces(cursor) !== ":") throw new PythonSyntaxError('":" is missing');
      cursor.position++;
      entries.set(key, readJsonValue(cursor));
    } while (tookComma(cursor));
  }
  close(cursor, "}");
  return { type: "dict", entries: [...entries].map(([key, value]) => [{ type: "str", value: key }, value]) };
}

function readArray(cursor: Cursor): PythonValue[] {
  const items: PythonValue[] = [];
  open(cursor);
  if (skipJsonSpaces(cursor) !== "]") {
    do items.push(readJsonValue(cursor));
    while (tookComma(cursor));
  }
  close(cursor, "]");
  return items;
}

const words: readonly (readonly [RegExp, PythonValue])[] = [
  [/null\b/y, { type: "none" }],
  [/true\b/y, { type: "bool", value: true }],
  [/false\b/y, { type: "bool", value: false }],
  [/NaN\b/y, { type: "float", value: Number.NaN }],
  [/Infinity\b/y, { type: "float", value: Infinity }],
  [/-Infinity\b/y, { type: "float", value: -Infinity }],
];

function readWord(cursor: Cursor): PythonValue | undefined {
  for (const [word, value] of words) {
    word.lastIndex = cursor.position;
    if (!word.test(cursor.text)) continue;
    cursor.position = word.lastIndex;
    return value;
  }
  return undefined;
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function readNumber(cursor: Cursor): PythonValue {
  number.lastIndex = cursor.position;
  const digits = number.exec(cursor.text)?.[0];
  if (digits === undefined) throw new PythonSyntaxError("a value is missing");
  cursor.position += digits.length;
  cursor.work.take(digits.length);
  if (/[\w.]/.test(cursor.text[cursor.position] ?? "")) throw new PythonSyntaxError("a number is not JSON");
  if (/[.eE]/.test(digits)) return { type: "float", value: Number(digits) };
  if (digits.length > maximumDigits) throw new PythonSyntaxError("an integer is too long", "answer_limit");
  return { type: "int", value: BigInt(digits) };
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["/", "/"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);

function readJsonString(cursor: Cursor): string {
  let value = "";
  cursor.position++;
  for (;;) {
    cursor.work.take();
    const unit = cursor.text[cursor.position];
    if (unit === undefined || unit < " ") throw new PythonSyntaxError("a string does not end");
    cursor.position++;
    if (unit === '"') return value;
    value += unit === "\\" ? readEscape(cursor) : unit;
  }
}

function readEscape(cursor: Cursor): string {
  const letter = cursor.text[cursor.position] ?? "";
  cursor.position++;
  const simple = escapes.get(letter);
  if (simple !== undefined) return simple;
  const code = cursor.text.slice(cursor.position, cursor.position + 4);
  if (letter !== "u" || !/^[0-9a-fA-F]{4}$/.test(code)) throw new PythonSyntaxError("an escape is not JSON");
  cursor.position += 4;
  return String.fromCharCode(Number.parseInt(code, 16));
}

function tookComma(cursor: Cursor): boolean {
  if (skipJsonSpaces(cursor) !== ",") return false;
  cursor.position++;
  return true;
}

function open(cursor: Cursor): void {
  cursor.position++;
  cursor.brackets++;
}

function close(cursor: Cursor, symbol: string): void {
  if (skipJsonSpaces(cursor) !== symbol) throw new PythonSyntaxError(`"${symbol}" is missing`);
  cursor.position++;
  cursor.brackets--;
}
