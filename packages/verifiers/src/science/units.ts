import { multiply, powerOfTen, type Rational, rational } from "../numbers/rational.ts";

/** Exponents of metre, kilogram, second, ampere, kelvin, mole and candela. */
export type Dimension = readonly [number, number, number, number, number, number, number];

/** One unit as a multiple of the coherent SI unit of its dimension. */
export interface Unit {
  readonly factor: Rational;
  readonly dimension: Dimension;
  /** May carry an SI prefix. */
  readonly prefixable: boolean;
}

/** A quantity without unit. */
export const dimensionless: Dimension = [0, 0, 0, 0, 0, 0, 0];

const one = rational(1n);

function si(...dimension: Dimension): Unit {
  return { factor: one, dimension, prefixable: true };
}

function accepted(factor: Rational, dimension: Dimension, prefixable = false): Unit {
  return { factor, dimension, prefixable };
}

const time: Dimension = [0, 0, 1, 0, 0, 0, 0];
const energy: Dimension = [2, 1, -2, 0, 0, 0, 0];
const pressure: Dimension = [-1, 1, -2, 0, 0, 0, 0];
const ohm = si(2, 1, -3, -2, 0, 0, 0);
const litre = accepted(powerOfTen(-3), [3, 0, 0, 0, 0, 0, 0], true);

/**
 * Unit symbols, case-sensitive: the SI units (BIPM, SI brochure, 9th edition, tables 2, 4 and 8) and a few more with an
 * exact factor. Degrees Celsius and of arc are left out: the one has an offset, the other an irrational factor.
 */
const units: ReadonlyMap<string, Unit> = new Map([
  ["m", si(1, 0, 0, 0, 0, 0, 0)],
  ["g", accepted(powerOfTen(-3), [0, 1, 0, 0, 0, 0, 0], true)],
  ["s", si(0, 0, 1, 0, 0, 0, 0)],
  ["A", si(0, 0, 0, 1, 0, 0, 0)],
  ["K", si(0, 0, 0, 0, 1, 0, 0)],
  ["mol", si(0, 0, 0, 0, 0, 1, 0)],
  ["cd", si(0, 0, 0, 0, 0, 0, 1)],
  ["rad", si(...dimensionless)],
  ["sr", si(...dimensionless)],
  ["Hz", si(0, 0, -1, 0, 0, 0, 0)],
  ["Bq", si(0, 0, -1, 0, 0, 0, 0)],
  ["N", si(1, 1, -2, 0, 0, 0, 0)],
  ["Pa", si(...pressure)],
  ["J", si(...energy)],
  ["W", si(2, 1, -3, 0, 0, 0, 0)],
  ["C", si(0, 0, 1, 1, 0, 0, 0)],
  ["V", si(2, 1, -3, -1, 0, 0, 0)],
  ["F", si(-2, -1, 4, 2, 0, 0, 0)],
  ["Ω", ohm],
  // The ohm sign U+2126, which Unicode keeps beside the Greek letter.
  ["\u2126", ohm],
  ["ohm", ohm],
  ["S", si(-2, -1, 3, 2, 0, 0, 0)],
  ["Wb", si(2, 1, -2, -1, 0, 0, 0)],
  ["T", si(0, 1, -2, -1, 0, 0, 0)],
  ["H", si(2, 1, -2, -2, 0, 0, 0)],
  ["lm", si(0, 0, 0, 0, 0, 0, 1)],
  ["lx", si(-2, 0, 0, 0, 0, 0, 1)],
  ["Gy", si(2, 0, -2, 0, 0, 0, 0)],
  ["Sv", si(2, 0, -2, 0, 0, 0, 0)],
  ["kat", si(0, 0, -1, 0, 0, 1, 0)],
  ["min", accepted(rational(60n), time)],
  ["h", accepted(rational(3600n), time)],
  ["d", accepted(rational(86_400n), time)],
  ["L", litre],
  ["l", litre],
  ["t", accepted(rational(1000n), [0, 1, 0, 0, 0, 0, 0])],
  ["ha", accepted(rational(10_000n), [2, 0, 0, 0, 0, 0, 0])],
  ["bar", accepted(rational(100_000n), pressure, true)],
  ["atm", accepted(rational(101_325n), pressure)],
  ["cal", accepted(rational(4184n, 1000n), energy, true)],
  ["Wh", accepted(rational(3600n), energy, true)],
  ["eV", accepted(multiply(rational(1_602_176_634n), powerOfTen(-28)), energy, true)],
]);

/** Powers of ten of the SI prefixes. Micro has three spellings: `u`, the micro sign U+00B5 and the Greek letter U+03BC. */
const prefixes: ReadonlyMap<string, number> = new Map([
  ["Q", 30],
  ["R", 27],
  ["Y", 24],
  ["Z", 21],
  ["E", 18],
  ["P", 15],
  ["T", 12],
  ["G", 9],
  ["M", 6],
  ["k", 3],
  ["h", 2],
  ["da", 1],
  ["d", -1],
  ["c", -2],
  ["m", -3],
  ["u", -6],
  ["\u00b5", -6],
  ["\u03bc", -6],
  ["n", -9],
  ["p", -12],
  ["f", -15],
  ["a", -18],
  ["z", -21],
  ["y", -24],
  ["r", -27],
  ["q", -30],
]);

/** The unit of a symbol, with a prefix or without. A symbol of its own wins over a prefixed one: `min` is a minute. */
export function findUnit(symbol: string): Unit | undefined {
  return units.get(symbol) ?? findPrefixed(symbol, units);
}

/** A prefix in front of a symbol of the table that may carry one. */
export function findPrefixed(symbol: string, table: ReadonlyMap<string, Unit>): Unit | undefined {
  for (const length of [1, 2]) {
    const exponent = prefixes.get(symbol.slice(0, length));
    const base = table.get(symbol.slice(length));
    if (exponent !== undefined && base?.prefixable === true) {
      return { ...base, factor: multiply(powerOfTen(exponent), base.factor) };
    }
  }
  return undefined;
}
