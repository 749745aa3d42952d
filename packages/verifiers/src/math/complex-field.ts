import type { Field } from "./field.ts";

/** A complex number in doubles. */
export interface Complex {
  readonly re: number;
  readonly im: number;
}

const zero: Complex = { re: 0, im: 0 };
const one: Complex = { re: 1, im: 0 };

/** Fast arithmetic with doubles; what overflows or is not defined is `undefined`. */
export const complexField: Field<Complex> = {
  rational: (numerator, denominator) => finite(quotient(numerator, denominator), 0),
  constant: (name) => {
    switch (name) {
      case "pi":
        return { re: Math.PI, im: 0 };
      case "e":
        return { re: Math.E, im: 0 };
      case "i":
        return { re: 0, im: 1 };
      case "infinity":
        return undefined;
    }
  },
  add: (a, b) => finite(a.re + b.re, a.im + b.im),
  negate: (a) => ({ re: -a.re, im: -a.im }),
  multiply,
  divide,
  power,
  call,
  integerOf: (value) =>
    Math.abs(value.im) < 1e-9 && Math.abs(value.re - Math.round(value.re)) < 1e-9
      ? Math.round(value.re)
      : undefined,
};

function finite(re: number, im: number): Complex | undefined {
  return Number.isFinite(re) && Number.isFinite(im) ? { re, im } : undefined;
}

function quotient(numerator: bigint, denominator: bigint): number {
  const top = Number(numerator);
  const bottom = Number(denominator);
  if (Number.isFinite(top) && Number.isFinite(bottom)) return top / bottom;
  const shift = BigInt(Math.max(0, denominator.toString(16).length * 4 - 200));
  return Number(numerator >> shift) / Number(denominator >> shift);
}

function multiply(a: Complex, b: Complex): Complex | undefined {
  return finite(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re);
}

function divide(a: Complex, b: Complex): Complex | undefined {
  const norm = b.re * b.re + b.im * b.im;
  if (norm < 1e-290) return undefined;
  return finite((a.re * b.re + a.im * b.im) / norm, (a.im * b.re - a.re * b.im) / norm);
}

function exponential(z: Complex): Complex | undefined {
  const size = Math.exp(z.re);
  return z.im === 0 ? finite(size, 0) : finite(size * Math.cos(z.im), size * Math.sin(z.im));
}

function logarithm(z: Complex): Complex | undefined {
  if (z.re === 0 && z.im === 0) return undefined;
  return { re: Math.log(Math.hypot(z.re, z.im)), im: Math.atan2(z.im, z.re) };
}

function power(base: Complex, exponent: Complex): Complex | undefined {
  if (base.re === 0 && base.im === 0) {
    if (exponent.re === 0 && exponent.im === 0) return one;
    return exponent.re > 0 ? zero : undefined;
  }
  if (exponent.im === 0) {
    if (Number.isInteger(exponent.re) && Math.abs(exponent.re) <= 1024) return wholePower(base, exponent.re);
    if (base.im === 0 && base.re > 0) return finite(base.re ** exponent.re, 0);
    // A negative number to a fraction with an odd denominator has a real value, as the root sign has.
    if (base.im === 0) {
      for (const denominator of [3, 5, 7, 9]) {
        const numerator = exponent.re * denominator;
        if (Math.abs(numerator - Math.round(numerator)) > 1e-12) continue;
        const size = (-base.re) ** exponent.re;
        return finite(Math.round(numerator) % 2 === 0 ? size : -size, 0);
      }
    }
  }
  const log = logarithm(base);
  const product = log === undefined ? undefined : multiply(log, exponent);
  return product === undefined ? undefined : exponential(product);
}

function wholePower(base: Complex, exponent: number): Complex | undefined {
  if (base.im === 0) return finite(base.re ** exponent, 0);
  let result: Complex | undefined = one;
  let square: Complex | undefined = base;
  for (let left = Math.abs(exponent); left > 0; left = Math.floor(left / 2)) {
    if (result === undefined || square === undefined) return undefined;
    if (left % 2 === 1) result = multiply(result, square);
    square = multiply(square, square) ?? (left < 2 ? one : undefined);
  }
  return result === undefined || exponent >= 0 ? result : divide(one, result);
}

function root(value: Complex, degree: Complex): Complex | undefined {
  const inverse = divide(one, degree);
  if (inverse === undefined) return undefined;
  if (value.im === 0 && value.re < 0 && degree.im === 0 && degree.re % 2 === 1) {
    return finite(-((-value.re) ** (1 / degree.re)), 0);
  }
  if (degree.re === 2 && degree.im === 0 && value.im === 0) {
    return value.re >= 0 ? { re: Math.sqrt(value.re), im: 0 } : { re: 0, im: Math.sqrt(-value.re) };
  }
  return power(value, inverse);
}

function real(value: number): Complex | undefined {
  return finite(value, 0);
}

function call(name: string, args: readonly Complex[]): Complex | undefined {
  const [first, second] = args;
  if (first === undefined) return undefined;
  if (args.every(({ im }) => im === 0)) {
    const value = realCall(name, first.re, second?.re, args);
    if (value !== undefined) return real(value);
  }
  switch (name) {
    case "root":
      return second === undefined ? undefined : root(first, second);
    case "ln":
      return logarithm(first);
    case "log": {
      const top = logarithm(first);
      if (second === undefined || top === undefined) return top;
      const bottom = logarithm(second);
      return bottom === undefined ? undefined : divide(top, bottom);
    }
    case "abs":
      return real(Math.hypot(first.re, first.im));
    case "conjugate":
      return { re: first.re, im: -first.im };
    case "sin":
      return finite(Math.sin(first.re) * Math.cosh(first.im), Math.cos(first.re) * Math.sinh(first.im));
    case "cos":
      return finite(Math.cos(first.re) * Math.cosh(first.im), -Math.sin(first.re) * Math.sinh(first.im));
    case "tan":
      return quotientOf(call("sin", [first]), call("cos", [first]));
    case "cot":
      return quotientOf(call("cos", [first]), call("sin", [first]));
    case "sec":
      return quotientOf(one, call("cos", [first]));
    case "csc":
      return quotientOf(one, call("sin", [first]));
    case "sinh":
      return finite(Math.sinh(first.re) * Math.cos(first.im), Math.cosh(first.re) * Math.sin(first.im));
    case "cosh":
      return finite(Math.cosh(first.re) * Math.cos(first.im), Math.sinh(first.re) * Math.sin(first.im));
    case "tanh":
      return quotientOf(call("sinh", [first]), call("cosh", [first]));
  }
  return undefined;
}

function quotientOf(a: Complex | undefined, b: Complex | undefined): Complex | undefined {
  return a === undefined || b === undefined ? undefined : divide(a, b);
}

function realCall(
  name: string,
  x: number,
  y: number | undefined,
  args: readonly Complex[],
): number | undefined {
  switch (name) {
    case "sin":
      return Math.sin(x);
    case "cos":
      return Math.cos(x);
    case "asin":
      return Math.abs(x) <= 1 ? Math.asin(x) : undefined;
    case "acos":
      return Math.abs(x) <= 1 ? Math.acos(x) : undefined;
    case "atan":
      return Math.atan(x);
    case "acot":
      return Math.PI / 2 - Math.atan(x);
    case "floor":
      return Math.floor(x + 1e-12);
    case "ceil":
      return Math.ceil(x - 1e-12);
    case "factorial":
    case "factorial2":
      return Number.isInteger(x) && x >= 0 && x <= 170
        ? factorial(x, name === "factorial" ? 1 : 2)
        : undefined;
    case "binom":
      return y === undefined ? undefined : binomial(x, y);
    case "mod":
      return y === undefined || y === 0 ? undefined : x - y * Math.floor(x / y);
    case "min":
      return Math.min(...args.map(({ re }) => re));
    case "max":
      return Math.max(...args.map(({ re }) => re));
  }
  return undefined;
}

function factorial(count: number, step: number): number {
  let product = 1;
  for (let factor = count; factor > 1; factor -= step) product *= factor;
  return product;
}

function binomial(n: number, k: number): number | undefined {
  if (!Number.isInteger(n) || !Number.isInteger(k) || k < 0 || k > 1000) return undefined;
  let value = 1;
  for (let index = 1; index <= k; index++) value *= (n - k + index) / index;
  return value;
}
