import type { WorkCounter } from "../work-counter.ts";
import type { Field } from "./field.ts";
import { exactRoot, type Gaussian, magnitude } from "./gaussian.ts";

const maximumBits = 24_000;

/** A power with a real rational exponent, where it is rational. */
export function power(
  base: Gaussian,
  exponent: Gaussian,
  field: Field<Gaussian>,
  work: WorkCounter,
): Gaussian | undefined {
  if (!isReal(exponent)) return undefined;
  if (isOne(base)) return base;
  const size = magnitude(exponent.re);
  if (exponent.denominator === 1n) {
    if (base.re === 0n && base.im === 0n)
      return exponent.re > 0n ? base : exponent.re === 0n ? field.rational(1n, 1n) : undefined;
    if (base.im === 0n && base.denominator === 1n && base.re === -1n) {
      return field.rational(size % 2n === 0n ? 1n : -1n, 1n);
    }
    const bits = bitsOf(base) * Number(size < 1_000_000n ? size : 1_000_000n);
    if (bits > maximumBits) return undefined;
    work.take(Math.ceil(bits / 64));
    const raised = wholePower(base, Number(size), field);
    return raised === undefined || exponent.re >= 0n ? raised : divideOne(raised, field);
  }
  if (exponent.denominator > 64n || size > 1000n) return undefined;
  const root = rootOf(base, Number(exponent.denominator), field, work);
  return root === undefined
    ? undefined
    : power(root, { re: exponent.re, im: 0n, denominator: 1n }, field, work);
}

function divideOne(value: Gaussian, field: Field<Gaussian>): Gaussian | undefined {
  return field.divide({ re: 1n, im: 0n, denominator: 1n }, value);
}

function wholePower(base: Gaussian, exponent: number, field: Field<Gaussian>): Gaussian | undefined {
  if (base.im === 0n) {
    const count = BigInt(exponent);
    return { re: base.re ** count, im: 0n, denominator: base.denominator ** count };
  }
  let result: Gaussian | undefined = { re: 1n, im: 0n, denominator: 1n };
  let square: Gaussian | undefined = base;
  for (
    let left = exponent;
    left > 0 && result !== undefined && square !== undefined;
    left = Math.floor(left / 2)
  ) {
    if (left % 2 === 1) result = field.multiply(result, square);
    square = left > 1 ? field.multiply(square, square) : square;
  }
  return result;
}

/** A root that is exact. Roots of odd degree of negative numbers are real, square roots of them imaginary. */
export function rootOf(
  value: Gaussian,
  degree: number,
  field: Field<Gaussian>,
  work: WorkCounter,
): Gaussian | undefined {
  if (!isReal(value) || degree < 1 || degree > 64) return undefined;
  const bits = bitsOf(value);
  work.take(Math.ceil((bits * bits) / 20_000) + 1);
  if (value.re < 0n && degree % 2 === 0 && degree !== 2) return undefined;
  const root = exactRoot(magnitude(value.re), value.denominator, degree);
  if (root === undefined) return undefined;
  const [top, bottom] = root;
  if (value.re >= 0n) return field.rational(top, bottom);
  return degree === 2 ? { re: 0n, im: top, denominator: bottom } : field.rational(-top, bottom);
}

function bitsOf(value: Gaussian): number {
  const size = magnitude(value.re) + magnitude(value.im);
  const bits = (part: bigint): number =>
    part < 1n << 52n ? Math.log2(Number(part) + 1) : part.toString(16).length * 4;
  return Math.max(bits(size), bits(value.denominator));
}

/** Whether there is no imaginary part. */
export function isReal(value: Gaussian): boolean {
  return value.im === 0n;
}

/** Whether a number is 1. */
export function isOne(value: Gaussian): boolean {
  return value.im === 0n && value.re === value.denominator;
}
