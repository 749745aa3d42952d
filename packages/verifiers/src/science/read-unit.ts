import { multiply, powerOf, type Rational, rational } from "../numbers/rational.ts";
import type { WorkCounter } from "../work-counter.ts";
import { findNamedUnit, otherQuantities, powerOfUnit } from "./unit-names.ts";

/** What one of a unit is in coherent SI units; the dimension has the SI exponents first, then those of the other quantities. */
export interface Measure {
  readonly factor: Rational;
  readonly dimension: readonly number[];
  /** What is added after scaling, for a temperature in degrees. */
  readonly offset: Rational;
}

const maximumFactors = 16;
const maximumExponent = 12;
const maximumDepth = 4;
const maximumFactor = 10n ** 400n;
const longestUnit = 200;

/** No unit. */
export const noMeasure: Measure = {
  factor: rational(1n),
  dimension: Array.from({ length: 7 + otherQuantities.length }, () => 0),
  offset: rational(0n),
};

/**
 * Reads a unit as people write it: `m/s^2`, `m s⁻²`, `N·m`, `kg/(m·s)`, `metres per second squared`, `°C`, `kWh`. What stands behind `/` and a product sign
 * is read both ways, `J/kg·K` as `J/(kg·K)` and as `(J/kg)·K`: each reading is one of the measures. None where it is no unit.
 */
export function readUnit(text: string, work: WorkCounter): readonly Measure[] {
  if (text === "") return [noMeasure];
  if (text.length > longestUnit) return [];
  work.take(text.length);
  const plain = spellOut(text);
  const found: Measure[] = [];
  for (const grouped of [true, false]) {
    const cursor: Cursor = { text: plain, position: 0, factors: 0, grouped, work };
    const measure = readProduct(cursor, 0);
    if (measure === undefined || cursor.position < plain.length) continue;
    if (!found.some((one) => sameDimension(one, measure))) found.push(measure);
  }
  return found;
}

/** Whether two measures measure the same. */
export function sameDimension(a: Measure, b: Measure): boolean {
  return a.dimension.every((exponent, index) => exponent === b.dimension[index]);
}

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** Words become signs: ` per ` a slash, `square metre` and `metre squared` `metre^2`, superscripts digits behind `^`. */
function spellOut(text: string): string {
  return text
    .replace(
      /(?:degrees?|deg\.?|°) ?(celsius|centigrade|fahrenheit|kelvin|C|F|K)(?![\p{L}])/giu,
      (_, scale: string) => `°${scale.charAt(0).toUpperCase()}`.replace("°K", "K"),
    )
    .replace(/(?<=[\p{L}\d])°/gu, " °")
    .replace(/ ?(?<![\p{L}])per(?![\p{L}]) ?/giu, "/")
    .replace(/(?<![\p{L}])(?:square|sq\.?) ([\p{L}]{1,20})/giu, "$1^2")
    .replace(/(?<![\p{L}])(?:cubic|cu\.?) ([\p{L}]{1,20})/giu, "$1^3")
    .replace(/ squared(?![\p{L}])/giu, "^2")
    .replace(/ cubed(?![\p{L}])/giu, "^3")
    .replace(/(light|electron|watt|nautical)[- ](year|volt|hour|mile)/giu, "$1-$2")
    .replace(/[⁺⁻]?[⁰¹²³⁴-⁹]{1,4}/gu, (sign) => {
      const digits = Array.from(sign, (one) => (one === "⁻" ? "-" : superscripts.indexOf(one)));
      return `^${digits.filter((one) => one !== -1).join("")}`;
    })
    .replace(/\.$/, "")
    .replace(/ ?\/ ?/g, "/");
}

interface Cursor {
  readonly text: string;
  position: number;
  factors: number;
  /** Whether everything between a slash and the next one is below it. */
  readonly grouped: boolean;
  readonly work: WorkCounter;
}

function readProduct(cursor: Cursor, depth: number): Measure | undefined {
  if (cursor.text.startsWith("1/", cursor.position)) cursor.position++;
  let product: Measure | undefined =
    cursor.text[cursor.position] === "/" ? noMeasure : readFactor(cursor, depth);
  let below = false;
  while (product !== undefined) {
    const sign = readSign(cursor);
    if (sign === undefined) return product;
    below = sign === "/" || (below && cursor.grouped);
    const factor = readFactor(cursor, depth);
    product = factor && combine(product, factor, below ? -1 : 1);
  }
  return undefined;
}

function readSign(cursor: Cursor): string | undefined {
  const sign = /^(?:\/| ?[·*×] ?| |-(?=\p{L})|\.(?=\p{L}))/u.exec(
    cursor.text.slice(cursor.position, cursor.position + 4),
  )?.[0];
  if (sign === undefined) return undefined;
  cursor.position += sign.length;
  return sign === "/" ? "/" : "*";
}

function readFactor(cursor: Cursor, depth: number): Measure | undefined {
  cursor.work.take();
  if (++cursor.factors > maximumFactors) return undefined;
  if (cursor.text[cursor.position] === "(") {
    if (depth === maximumDepth) return undefined;
    cursor.position++;
    const inner = readProduct(cursor, depth + 1);
    if (inner === undefined || cursor.text[cursor.position] !== ")") return undefined;
    cursor.position++;
    return raise(inner, readExponent(cursor));
  }
  const symbol =
    /^(?:°[CFK]|(?:light|electron|watt|nautical)-(?:year|volt|hour|mile)s?|[\p{L}]{1,24}|[°%‰$€£¥₹¢])/iu.exec(
      cursor.text.slice(cursor.position, cursor.position + 32),
    )?.[0] ?? "";
  const unit = symbol === "" ? undefined : findNamedUnit(symbol);
  if (unit === undefined) return undefined;
  cursor.position += symbol.length;
  const exponent = readExponent(cursor);
  if (exponent === undefined || Math.abs(exponent) > maximumExponent) return undefined;
  const alone = exponent === 1 && symbol.length === cursor.text.length;
  const offset = alone ? (unit.offset ?? rational(0n)) : rational(0n);
  return { ...powerOfUnit(unit, exponent), offset };
}

function readExponent(cursor: Cursor): number | undefined {
  const rest = cursor.text.slice(cursor.position, cursor.position + 12);
  const match = /^(?:\^ ?(?:\(([+–-]?\d{1,3})\)|([+–-]?\d{1,3}))|(-?\d{1,3}))/.exec(rest);
  if (match === null) return rest.startsWith("^") ? undefined : 1;
  cursor.position += match[0].length;
  return Number((match[1] ?? match[2] ?? match[3] ?? "").replace("–", "-"));
}

function raise(base: Measure, exponent: number | undefined): Measure | undefined {
  if (exponent === undefined || Math.abs(exponent) > maximumExponent) return undefined;
  return bounded({
    factor: powerOf(base.factor, exponent),
    dimension: base.dimension.map((one) => one * exponent),
    offset: rational(0n),
  });
}

function combine(a: Measure, b: Measure, times: 1 | -1): Measure | undefined {
  return bounded({
    factor: multiply(a.factor, powerOf(b.factor, times)),
    dimension: a.dimension.map((one, index) => one + times * (b.dimension[index] ?? 0)),
    offset: rational(0n),
  });
}

/** Powers of powers would grow without end. */
function bounded(measure: Measure): Measure | undefined {
  const { numerator, denominator } = measure.factor;
  return numerator > maximumFactor || denominator > maximumFactor ? undefined : measure;
}
