import { type Parsed, parsed, preview, unreadable } from "../parsed.ts";
import type { WorkCounter } from "../work-counter.ts";
import { type Cursor, PythonSyntaxError, skipPythonSpaces } from "./python-cursor.ts";
import { pythonKey } from "./python-equality.ts";
import { readPythonNumber } from "./python-number.ts";
import { readPythonStrings } from "./python-string.ts";
import type { PythonValue } from "./python-value-type.ts";

/** Brackets inside brackets. */
const maximumDepth = 64;

/**
 * Reads a Python literal as CPython's `ast.literal_eval` does: None, bool, int, float, str (prefixes `r` and `u`, adjacent
 * literals joined), tuple, list, set (also `set()`) and dict, with or without outer brackets around a tuple. Bytes,
 * complex numbers, `\N{…}` and escaped surrogates are refused; so is everything that would have to be computed.
 */
export function parsePythonLiteral(text: string, work: WorkCounter): Parsed<PythonValue> {
  const cursor: Cursor = { text, position: 0, work };
  try {
    const value = readTopLevel(cursor);
    return parsed(value);
  } catch (error) {
    if (!(error instanceof PythonSyntaxError)) throw error;
    return unreadable(`${preview(text)} is not a Python literal: ${error.message}`, error.errorClass);
  }
}

function readTopLevel(cursor: Cursor): PythonValue {
  skipPythonSpaces(cursor);
  const items = [readValue(cursor, 0)];
  let isTuple = false;
  while (skipPythonSpaces(cursor) === ",") {
    isTuple = true;
    cursor.position++;
    if (skipPythonSpaces(cursor) === undefined) break;
    items.push(readValue(cursor, 0));
  }
  if (cursor.position < cursor.text.length) throw new PythonSyntaxError("something follows the value");
  return !isTuple && items[0] !== undefined ? items[0] : { type: "tuple", items };
}

function readValue(cursor: Cursor, depth: number): PythonValue {
  cursor.work.take();
  if (depth > maximumDepth)
    throw new PythonSyntaxError(`deeper than ${maximumDepth} brackets`, "answer_limit");
  switch (cursor.text[cursor.position]) {
    case "(":
      return readParenthesis(cursor, depth);
    case "[":
      return { type: "list", items: readItems(cursor, depth, "]").items };
    case "{":
      return readBraces(cursor, depth);
    default:
      return readPythonStrings(cursor) ?? readPythonNumber(cursor) ?? readWord(cursor);
  }
}

const words: readonly (readonly [RegExp, PythonValue])[] = [
  [/None\b/y, { type: "none" }],
  [/True\b/y, { type: "bool", value: true }],
  [/False\b/y, { type: "bool", value: false }],
  [/set *\( *\)/y, { type: "set", items: [] }],
];

function readWord(cursor: Cursor): PythonValue {
  for (const [word, value] of words) {
    word.lastIndex = cursor.position;
    if (!word.test(cursor.text)) continue;
    cursor.position = word.lastIndex;
    return value;
  }
  throw new PythonSyntaxError("a value is missing");
}

function readParenthesis(cursor: Cursor, depth: number): PythonValue {
  const { items, commas } = readItems(cursor, depth, ")");
  const [only] = items;
  return only !== undefined && commas === 0 ? only : { type: "tuple", items };
}

/** Reads from an opening bracket to the closing one. */
function readItems(cursor: Cursor, depth: number, closing: string): { items: PythonValue[]; commas: number } {
  const items: PythonValue[] = [];
  let commas = 0;
  cursor.position++;
  while (skipPythonSpaces(cursor) !== closing) {
    items.push(readValue(cursor, depth + 1));
    if (skipPythonSpaces(cursor) !== ",") break;
    commas++;
    cursor.position++;
  }
  expect(cursor, closing);
  return { items, commas };
}

function readBraces(cursor: Cursor, depth: number): PythonValue {
  cursor.position++;
  if (skipPythonSpaces(cursor) === "}") {
    cursor.position++;
    return { type: "dict", entries: [] };
  }
  const first = readValue(cursor, depth + 1);
  return skipPythonSpaces(cursor) === ":" ? readDict(cursor, depth, first) : readSet(cursor, depth, first);
}

/** As in Python, a repeated key keeps its first spelling and takes the last value. */
function readDict(cursor: Cursor, depth: number, firstKey: PythonValue): PythonValue {
  const entries = new Map<string, readonly [PythonValue, PythonValue]>();
  let key = firstKey;
  for (;;) {
    expect(cursor, ":");
    skipPythonSpaces(cursor);
    const value = readValue(cursor, depth + 1);
    const id = hashableKey(cursor, key);
    entries.set(id, [entries.get(id)?.[0] ?? key, value]);
    if (skipPythonSpaces(cursor) === ",") cursor.position++;
    else break;
    if (skipPythonSpaces(cursor) === "}") break;
    key = readValue(cursor, depth + 1);
    skipPythonSpaces(cursor);
  }
  expect(cursor, "}");
  return { type: "dict", entries: [...entries.values()] };
}

/** As in Python, of equal members the first stays. */
function readSet(cursor: Cursor, depth: number, first: PythonValue): PythonValue {
  const members = new Map<string, PythonValue>([[hashableKey(cursor, first), first]]);
  while (skipPythonSpaces(cursor) === ",") {
    cursor.position++;
    if (skipPythonSpaces(cursor) === "}") break;
    const member = readValue(cursor, depth + 1);
    const id = hashableKey(cursor, member);
    if (!members.has(id)) members.set(id, member);
  }
  expect(cursor, "}");
  return { type: "set", items: [...members.values()] };
}

function hashableKey(cursor: Cursor, value: PythonValue): string {
  if (!isHashable(value)) throw new PythonSyntaxError(`a ${value.type} cannot be a key or a member of a set`);
  return pythonKey(value, "python", cursor.work);
}

function isHashable(value: PythonValue): boolean {
  if (value.type === "tuple") return value.items.every(isHashable);
  return value.type !== "list" && value.type !== "set" && value.type !== "dict";
}

function expect(cursor: Cursor, symbol: string): void {
  if (cursor.text[cursor.position] !== symbol) throw new PythonSyntaxError(`"${symbol}" is missing`);
  cursor.position++;
}
