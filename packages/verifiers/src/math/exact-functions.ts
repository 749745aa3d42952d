import type { WorkCounter } from "../work-counter.ts";
import { isOne, isReal, power, rootOf } from "./exact-powers.ts";
import type { Field } from "./field.ts";
import { divisor, type Gaussian, magnitude } from "./gaussian.ts";

const maximumFactorial = 2500;
const maximumBits = 24_000;

/** A known function where its value is rational. */
export function exactCall(
  name: string,
  args: readonly Gaussian[],
  field: Field<Gaussian>,
  work: WorkCounter,
): Gaussian | undefined {
  const [first, second] = args;
  if (first === undefined) return undefined;
  switch (name) {
    case "root": {
      const degree = second === undefined ? undefined : field.integerOf(second);
      return degree === undefined ? undefined : rootOf(first, degree, field, work);
    }
    case "abs":
      if (isReal(first)) return { ...first, re: magnitude(first.re) };
      return rootOf(
        { re: first.re ** 2n + first.im ** 2n, im: 0n, denominator: first.denominator ** 2n },
        2,
        field,
        work,
      );
    case "conjugate":
      return { ...first, im: -first.im };
    case "floor":
    case "ceil":
      return isReal(first) ? rounded(first, name) : undefined;
    case "factorial":
    case "factorial2":
      return factorial(first, name === "factorial" ? 1 : 2, field, work);
    case "binom":
      return second === undefined ? undefined : binomial(first, second, field, work);
    case "mod": {
      if (second === undefined || !isReal(first) || !isReal(second) || second.re === 0n) return undefined;
      const top = first.re * second.denominator;
      const bottom = second.re * first.denominator;
      const rest = ((top % bottom) + bottom) % bottom;
      return field.rational(rest, first.denominator * second.denominator);
    }
    case "gcd":
    case "lcm":
      return wholeNumbers(args, name, work);
    case "min":
    case "max":
      return args.every(isReal) ? extreme(args, name) : undefined;
    case "log":
    case "ln":
      if (isOne(first)) return { re: 0n, im: 0n, denominator: 1n };
      return name === "log" && second !== undefined ? exactLogarithm(first, second, field, work) : undefined;
    case "sin":
    case "tan":
    case "asin":
    case "atan":
    case "sinh":
    case "tanh":
      return first.re === 0n && first.im === 0n ? first : undefined;
    case "cos":
    case "sec":
    case "cosh":
      return first.re === 0n && first.im === 0n ? field.rational(1n, 1n) : undefined;
  }
  return undefined;
}

function rounded(value: Gaussian, name: "floor" | "ceil"): Gaussian {
  const below =
    value.re / value.denominator - (value.re < 0n && value.re % value.denominator !== 0n ? 1n : 0n);
  const isWhole = below * value.denominator === value.re;
  return { re: name === "floor" || isWhole ? below : below + 1n, im: 0n, denominator: 1n };
}

function factorial(
  value: Gaussian,
  step: number,
  field: Field<Gaussian>,
  work: WorkCounter,
): Gaussian | undefined {
  const count = field.integerOf(value);
  if (count === undefined || count < 0 || count > maximumFactorial) return undefined;
  work.take(count);
  let product = 1n;
  for (let factor = count; factor > 1; factor -= step) product *= BigInt(factor);
  return field.rational(product, 1n);
}

function binomial(
  top: Gaussian,
  bottom: Gaussian,
  field: Field<Gaussian>,
  work: WorkCounter,
): Gaussian | undefined {
  const n = field.integerOf(top);
  const k = field.integerOf(bottom);
  if (n === undefined || k === undefined || n < 0 || k < 0) return undefined;
  if (k > n) return field.rational(0n, 1n);
  const count = Math.min(k, n - k);
  if (count * Math.log2(n + 1) > maximumBits) return undefined;
  work.take(count * 2);
  let value = 1n;
  for (let index = 1; index <= count; index++) value = (value * BigInt(n - count + index)) / BigInt(index);
  return field.rational(value, 1n);
}

function wholeNumbers(
  args: readonly Gaussian[],
  name: "gcd" | "lcm",
  work: WorkCounter,
): Gaussian | undefined {
  let result: bigint | undefined;
  for (const { re, im, denominator } of args) {
    if (im !== 0n || denominator !== 1n) return undefined;
    work.take(64);
    const value = magnitude(re);
    if (result === undefined) result = value;
    else {
      const common = divisor(result, value);
      result = name === "gcd" ? common : common === 0n ? 0n : (result * value) / common;
    }
  }
  return result === undefined ? undefined : { re: result, im: 0n, denominator: 1n };
}

function extreme(args: readonly Gaussian[], name: "min" | "max"): Gaussian | undefined {
  return args.reduce((best, next) => {
    const isLess = next.re * best.denominator < best.re * next.denominator;
    return isLess === (name === "min") ? next : best;
  });
}

function exactLogarithm(
  value: Gaussian,
  base: Gaussian,
  field: Field<Gaussian>,
  work: WorkCounter,
): Gaussian | undefined {
  if (!isReal(value) || !isReal(base) || value.re <= 0n || base.re <= 0n || isOne(base)) return undefined;
  const guess = logarithm(value) / logarithm(base);
  for (const denominator of [1, 2, 3, 4, 5, 6]) {
    const numerator = Math.round(guess * denominator);
    if (Math.abs(numerator / denominator - guess) > 1e-9 * Math.max(1, Math.abs(guess))) continue;
    const exponent = { re: BigInt(numerator), im: 0n, denominator: 1n };
    const raised = power(base, exponent, field, work);
    const target = power(value, { re: BigInt(denominator), im: 0n, denominator: 1n }, field, work);
    if (
      raised !== undefined &&
      target !== undefined &&
      raised.re === target.re &&
      raised.denominator === target.denominator
    )
      return field.rational(BigInt(numerator), BigInt(denominator));
  }
  return undefined;
}

function logarithm({ re, denominator }: Gaussian): number {
  const log = (value: bigint): number => {
    if (value < 1n << 1000n) return Math.log(Number(value));
    const digits = value.toString(16);
    return Math.log(Number(`0x${digits.slice(0, 12)}`)) + (digits.length - 12) * Math.log(16);
  };
  return log(re) - log(denominator);
}
