import { isSpace } from "../extraction/trimmed-span.ts";
import { multiply, powerOf, type Rational, rational } from "../numbers/rational.ts";
import { type Parsed, parsed, preview, unreadable } from "../parsed.ts";
import type { WorkCounter } from "../work-counter.ts";
import { type Dimension, dimensionless, findUnit } from "./units.ts";

const maximumFactors = 16;
const maximumExponent = 12;
const maximumDepth = 4;
/** Conversion factors stay below it, and above its inverse: powers of powers would grow without end. */
const maximumFactor = 10n ** 400n;

/** A product of powers of units: what one of it is in coherent SI units, and its dimension. */
export interface CompoundUnit {
  readonly factor: Rational;
  readonly dimension: Dimension;
}

/** No unit at all. */
const noUnit: CompoundUnit = { factor: rational(1n), dimension: dimensionless };

/**
 * Reads a unit such as `N`, `km/h`, `m/s2`, `m/s^2`, `m·s⁻²`, `kg*m/s^2`, `J/(kg*K)`, `1/s` or `/s`. Factors stand behind
 * `*`, `·`, `⋅`, `/` or a space and are taken from left to right; behind a `/` a space is refused, since `J/kg K`
 * is read both ways. An empty text is no unit.
 */
export function parseUnit(text: string, work: WorkCounter): Parsed<CompoundUnit> {
  if (text === "") return parsed(noUnit);
  const cursor: Cursor = { text, position: 0, factors: 0, work };
  const unit = readProduct(cursor, 0);
  if (unit === undefined || cursor.position < text.length)
    return unreadable(`${preview(text)} is not a unit`);
  return parsed(unit);
}

interface Cursor {
  readonly text: string;
  position: number;
  factors: number;
  readonly work: WorkCounter;
}

function readProduct(cursor: Cursor, depth: number): CompoundUnit | undefined {
  let product = startsWithDivision(cursor) ? noUnit : readFactor(cursor, depth);
  let divided = false;
  while (product !== undefined) {
    const operator = readOperator(cursor);
    if (operator === undefined) return product;
    if (operator === " " && divided) return undefined;
    divided ||= operator === "/";
    const factor = readFactor(cursor, depth);
    product = factor && combine(product, factor, operator === "/" ? -1 : 1);
  }
  return undefined;
}

/** `/s`, or the `1` of `1/s`, which is skipped. */
function startsWithDivision(cursor: Cursor): boolean {
  if (cursor.text.startsWith("1/", cursor.position)) cursor.position++;
  return cursor.text[cursor.position] === "/";
}

function readOperator(cursor: Cursor): "*" | "/" | " " | undefined {
  const from = cursor.position;
  skipSpaces(cursor);
  const symbol = cursor.text[cursor.position];
  if (symbol === undefined || symbol === ")") return undefined;
  if (symbol === "*" || symbol === "·" || symbol === "⋅" || symbol === "/") {
    cursor.position++;
    skipSpaces(cursor);
    return symbol === "/" ? "/" : "*";
  }
  return cursor.position > from ? " " : undefined;
}

function readFactor(cursor: Cursor, depth: number): CompoundUnit | undefined {
  cursor.work.take();
  if (++cursor.factors > maximumFactors) return undefined;
  const base = cursor.text[cursor.position] === "(" ? readGroup(cursor, depth) : readSymbol(cursor);
  if (base === undefined) return undefined;
  const exponent = readExponent(cursor);
  if (Math.abs(exponent) > maximumExponent) return undefined;
  return combine(noUnit, base, exponent);
}

function readGroup(cursor: Cursor, depth: number): CompoundUnit | undefined {
  if (depth === maximumDepth) return undefined;
  cursor.position++;
  const product = readProduct(cursor, depth + 1);
  if (cursor.text[cursor.position] !== ")") return undefined;
  cursor.position++;
  return product;
}

function readSymbol(cursor: Cursor): CompoundUnit | undefined {
  const longest = 8;
  const symbol = /^\p{L}+/u.exec(cursor.text.slice(cursor.position, cursor.position + longest))?.[0] ?? "";
  cursor.position += symbol.length;
  return findUnit(symbol);
}

const superscripts: Readonly<Record<string, string>> = {
  "⁻": "-",
  "⁰": "0",
  "¹": "1",
  "²": "2",
  "³": "3",
  "⁴": "4",
  "⁵": "5",
  "⁶": "6",
  "⁷": "7",
  "⁸": "8",
  "⁹": "9",
};

/** `2`, `^2`, `^-2`, `-2` or `⁻²`; 1 where none is written, and too large a number where the digits do not end. */
function readExponent(cursor: Cursor): number {
  const rest = cursor.text.slice(cursor.position, cursor.position + 8);
  const match = /^(?:\^?[-−]?[0-9]+|⁻?[⁰¹²³⁴-⁹]+)/u.exec(rest)?.[0] ?? "";
  cursor.position += match.length;
  if (match === "") return 1;
  return Number(
    Array.from(match.replace("^", "").replace("−", "-"), (part) => superscripts[part] ?? part).join(""),
  );
}

function combine(a: CompoundUnit, b: CompoundUnit, exponent: number): CompoundUnit | undefined {
  const factor = multiply(a.factor, powerOf(b.factor, exponent));
  if (factor.numerator > maximumFactor || factor.denominator > maximumFactor) return undefined;
  return { factor, dimension: addDimensions(a.dimension, b.dimension, exponent) };
}

function addDimensions(a: Dimension, b: Dimension, times: number): Dimension {
  return [
    a[0] + times * b[0],
    a[1] + times * b[1],
    a[2] + times * b[2],
    a[3] + times * b[3],
    a[4] + times * b[4],
    a[5] + times * b[5],
    a[6] + times * b[6],
  ];
}

function skipSpaces(cursor: Cursor): void {
  while (isSpace(cursor.text.charCodeAt(cursor.position))) cursor.position++;
}
