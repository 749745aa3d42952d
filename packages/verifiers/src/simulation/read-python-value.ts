import { type Cursor, PythonSyntaxError, skipPythonSpaces } from "./python-cursor.ts";
import { pythonKey } from "./python-equality.ts";
import { negated, readPythonNumber, readSign } from "./python-number.ts";
import { readPythonStrings } from "./python-string.ts";
import type { PythonValue } from "./python-value-type.ts";

/** Brackets inside brackets. */
const maximumDepth = 64;

/** A value, and what it may be part of: a sign stands only before a number, a sum only behind one. */
interface Term {
  readonly value: PythonValue;
  readonly form: "number" | "signed-number" | "other";
}

/**
 * Reads one value at the cursor and leaves the cursor behind it.
 *
 * @throws PythonSyntaxError where no value stands.
 */
export function readPythonValue(cursor: Cursor): PythonValue {
  return readSum(cursor).value;
}

/** `-1+2j` is the one sum that is a literal. */
function readSum(cursor: Cursor): Term {
  const first = readTerm(cursor);
  if (cursor.dialect !== "cpython" || first.form === "other") return first;
  const { value } = first;
  if (value.type !== "int" && value.type !== "float") return first;
  const unit = skipPythonSpaces(cursor);
  if (unit !== "+" && unit !== "-") return first;
  const sign = readSign(cursor);
  const second = readTerm(cursor);
  if (second.form !== "number" || second.value.type !== "complex")
    throw new PythonSyntaxError("a sum would have to be computed");
  const real = Number(value.value);
  if (value.type === "int" && !Number.isFinite(real)) throw new PythonSyntaxError("an integer is too large");
  const { imaginary } = second.value;
  return {
    value: { type: "complex", real, imaginary: sign === "-" ? -imaginary : imaginary },
    form: "other",
  };
}

function readTerm(cursor: Cursor): Term {
  cursor.work.take();
  if (cursor.brackets > maximumDepth)
    throw new PythonSyntaxError(`deeper than ${maximumDepth} brackets`, "answer_limit");
  switch (cursor.text[cursor.position]) {
    case "(":
      return readParenthesis(cursor);
    case "[":
      return { value: { type: "list", items: readItems(cursor, "]").items }, form: "other" };
    case "{":
      return { value: readBraces(cursor), form: "other" };
    case "+":
    case "-":
      return readSigned(cursor);
    default:
      return readAtom(cursor);
  }
}

function readAtom(cursor: Cursor): Term {
  const text = readPythonStrings(cursor);
  if (text !== undefined) return { value: text, form: "other" };
  const number = readPythonNumber(cursor);
  return number === undefined
    ? { value: readWord(cursor), form: "other" }
    : { value: number, form: "number" };
}

function readSigned(cursor: Cursor): Term {
  const word = cursor.dialect === "json" ? tryWord(cursor) : undefined;
  if (word !== undefined) return { value: word, form: "other" };
  const sign = readSign(cursor);
  const exact = cursor.dialect === "cpython" && cursor.text[cursor.position] === "(";
  const term = exact ? readParenthesis(cursor) : { value: readPythonNumber(cursor), form: "number" };
  const { value } = term;
  if (value === undefined || term.form !== "number") throw new PythonSyntaxError("a number is missing");
  return { value: sign === "-" ? (negated(value) ?? value) : value, form: "signed-number" };
}

type Words = readonly (readonly [RegExp, PythonValue])[];

const pythonWords: Words = [
  [/None\b/y, { type: "none" }],
  [/True\b/y, { type: "bool", value: true }],
  [/False\b/y, { type: "bool", value: false }],
  [/set *\( *\)/y, { type: "set", items: [] }],
];

const cpythonWords: Words = [...pythonWords.slice(0, 3), [/\.\.\./y, { type: "ellipsis" }]];

const jsonWords: Words = [
  ...pythonWords,
  [/null\b/y, { type: "none" }],
  [/true\b/y, { type: "bool", value: true }],
  [/false\b/y, { type: "bool", value: false }],
  [/NaN\b/y, { type: "float", value: Number.NaN }],
  [/\+?Infinity\b/y, { type: "float", value: Infinity }],
  [/-Infinity\b/y, { type: "float", value: -Infinity }],
];

const wordsOf = { plain: pythonWords, json: jsonWords, cpython: cpythonWords } as const;

function readWord(cursor: Cursor): PythonValue {
  const value = tryWord(cursor) ?? (cursor.dialect === "cpython" ? readEmptySet(cursor) : undefined);
  if (value === undefined) throw new PythonSyntaxError("a value is missing");
  return value;
}

/** `set()`, perhaps with spaces and comments inside. */
function readEmptySet(cursor: Cursor): PythonValue | undefined {
  if (!cursor.text.startsWith("set", cursor.position)) return undefined;
  cursor.position += "set".length;
  if (skipPythonSpaces(cursor) !== "(") return undefined;
  return readItems(cursor, ")").items.length === 0 ? { type: "set", items: [] } : undefined;
}

function tryWord(cursor: Cursor): PythonValue | undefined {
  for (const [word, value] of wordsOf[cursor.dialect]) {
    word.lastIndex = cursor.position;
    if (!word.test(cursor.text)) continue;
    cursor.work.take(word.lastIndex - cursor.position);
    cursor.position = word.lastIndex;
    return value;
  }
  return undefined;
}

function readParenthesis(cursor: Cursor): Term {
  const { items, commas, only } = readItems(cursor, ")");
  return only !== undefined && commas === 0 ? only : { value: { type: "tuple", items }, form: "other" };
}

interface Items {
  readonly items: readonly PythonValue[];
  readonly commas: number;
  /** The item of a list of one. */
  readonly only: Term | undefined;
}

/** Reads from an opening bracket to the closing one. */
function readItems(cursor: Cursor, closing: string): Items {
  const items: PythonValue[] = [];
  let commas = 0;
  let only: Term | undefined;
  open(cursor);
  while (skipPythonSpaces(cursor) !== closing) {
    const term = readSum(cursor);
    only = items.length === 0 ? term : undefined;
    items.push(term.value);
    if (skipPythonSpaces(cursor) !== ",") break;
    commas++;
    cursor.position++;
  }
  close(cursor, closing);
  return { items, commas, only };
}

function readBraces(cursor: Cursor): PythonValue {
  open(cursor);
  if (skipPythonSpaces(cursor) === "}") {
    close(cursor, "}");
    return { type: "dict", entries: [] };
  }
  const first = readPythonValue(cursor);
  return skipPythonSpaces(cursor) === ":" ? readDict(cursor, first) : readSet(cursor, first);
}

/** As in Python, a repeated key keeps its first spelling and takes the last value. */
function readDict(cursor: Cursor, firstKey: PythonValue): PythonValue {
  const entries = new Map<string, readonly [PythonValue, PythonValue]>();
  let key = firstKey;
  for (;;) {
    expect(cursor, ":");
    skipPythonSpaces(cursor);
    const value = readPythonValue(cursor);
    const id = hashableKey(cursor, key);
    entries.set(id, [entries.get(id)?.[0] ?? key, value]);
    if (skipPythonSpaces(cursor) === ",") cursor.position++;
    else break;
    if (skipPythonSpaces(cursor) === "}") break;
    key = readPythonValue(cursor);
    skipPythonSpaces(cursor);
  }
  close(cursor, "}");
  return { type: "dict", entries: [...entries.values()] };
}

/** As in Python, of equal members the first stays. */
function readSet(cursor: Cursor, first: PythonValue): PythonValue {
  const members = new Map<string, PythonValue>([[hashableKey(cursor, first), first]]);
  while (skipPythonSpaces(cursor) === ",") {
    cursor.position++;
    if (skipPythonSpaces(cursor) === "}") break;
    const member = readPythonValue(cursor);
    const id = hashableKey(cursor, member);
    if (!members.has(id)) members.set(id, member);
  }
  close(cursor, "}");
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

function open(cursor: Cursor): void {
  cursor.position++;
  cursor.brackets++;
}

function close(cursor: Cursor, symbol: string): void {
  expect(cursor, symbol);
  cursor.brackets--;
}

function expect(cursor: Cursor, symbol: string): void {
  if (cursor.text[cursor.position] !== symbol) throw new PythonSyntaxError(`"${symbol}" is missing`);
  cursor.position++;
}
