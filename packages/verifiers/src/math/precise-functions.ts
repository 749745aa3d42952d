import {
  bigAdd,
  bigCompare,
  bigFloat,
  type BigFloat,
  bigMultiply,
  bigNegate,
  bigOne,
  bigSquareRoot,
  bigSubtract,
  bigToNumber,
  bigZero,
  orderOf,
} from "./big-float.ts";
import { bigAngle, bigExponential, bigSineCosine } from "./big-functions.ts";
import {
  real,
  isReal,
  wholeNumber,
  divide,
  exponential,
  absolute,
  logarithm,
  power,
  type Precise,
} from "./precise-arithmetic.ts";

/** A known function; `undefined` where it is not defined or not known to 70 digits. */
export function preciseCall(name: string, args: readonly Precise[]): Precise | undefined {
  const [first, second] = args;
  if (first === undefined) return undefined;
  switch (name) {
    case "root":
      return second === undefined ? undefined : root(first, second);
    case "ln":
      return logarithm(first);
    case "log": {
      const top = logarithm(first);
      const bottom = second === undefined ? real(bigOne) : logarithm(second);
      return top === undefined || bottom === undefined ? undefined : divide(top, bottom);
    }
    case "abs": {
      const size = absolute(first);
      return size === undefined ? undefined : real(size);
    }
    case "conjugate":
      return { re: first.re, im: bigNegate(first.im) };
  }
  return isReal(first) ? realCall(name, first.re, args) : trigonometric(name, first);
}

function root(value: Precise, degree: Precise): Precise | undefined {
  const whole = wholeNumber(degree.re);
  if (whole === 2 && isReal(value)) {
    const size = bigSquareRoot(value.re.mantissa < 0n ? bigNegate(value.re) : value.re);
    if (size === undefined) return undefined;
    return value.re.mantissa < 0n ? { re: bigZero, im: size } : real(size);
  }
  const inverse = divide(real(bigOne), degree);
  if (inverse === undefined) return undefined;
  if (whole !== undefined && whole % 2 === 1 && isReal(value) && value.re.mantissa < 0n) {
    const size = power(real(bigNegate(value.re)), inverse);
    return size === undefined ? undefined : real(bigNegate(size.re));
  }
  return power(value, inverse);
}

function realCall(name: string, x: BigFloat, args: readonly Precise[]): Precise | undefined {
  const real1 = (value: BigFloat | undefined): Precise | undefined =>
    value === undefined ? undefined : real(value);
  switch (name) {
    case "asin":
    case "acos": {
      const other = bigSquareRoot(bigSubtract(bigOne, bigMultiply(x, x)));
      if (other === undefined) return undefined;
      return real1(name === "asin" ? bigAngle(x, other) : bigAngle(other, x));
    }
    case "atan":
      return real1(bigAngle(x, bigOne));
    case "acot":
      return real1(bigAngle(bigOne, x));
    case "floor":
    case "ceil":
      return rounded(x, name);
    case "min":
    case "max":
      return args.reduce((best, next) =>
        bigCompare(next.re, best.re) < 0 === (name === "min") ? next : best,
      );
    case "sinh":
    case "cosh":
    case "tanh":
      return hyperbolic(name, real(x));
  }
  return trigonometric(name, real(x));
}

function rounded(x: BigFloat, name: "floor" | "ceil"): Precise | undefined {
  const whole = wholeNumber(x);
  if (whole !== undefined) return real(bigFloat(BigInt(whole), 0));
  if (orderOf(x) > 50) return undefined;
  const near = bigToNumber(x);
  return real(bigFloat(BigInt(name === "floor" ? Math.floor(near) : Math.ceil(near)), 0));
}

function hyperbolic(name: string, x: Precise): Precise | undefined {
  const up = exponential(x);
  const down = up === undefined ? undefined : divide(real(bigOne), up);
  if (up === undefined || down === undefined) return undefined;
  const sum: Precise = { re: bigAdd(up.re, down.re), im: bigAdd(up.im, down.im) };
  const difference: Precise = { re: bigSubtract(up.re, down.re), im: bigSubtract(up.im, down.im) };
  if (name === "tanh") return divide(difference, sum);
  return divide(name === "sinh" ? difference : sum, real({ mantissa: 2n, exponent: 0 }));
}

function trigonometric(name: string, z: Precise): Precise | undefined {
  const parts = sineCosine(z);
  if (parts === undefined) return undefined;
  const { sine, cosine } = parts;
  switch (name) {
    case "sin":
      return sine;
    case "cos":
      return cosine;
    case "tan":
      return divide(sine, cosine);
    case "cot":
      return divide(cosine, sine);
    case "sec":
      return divide(real(bigOne), cosine);
    case "csc":
      return divide(real(bigOne), sine);
  }
  return undefined;
}

function sineCosine(z: Precise): { sine: Precise; cosine: Precise } | undefined {
  const angle = bigSineCosine(z.re);
  if (angle === undefined) return undefined;
  if (isReal(z)) return { sine: real(angle.sine), cosine: real(angle.cosine) };
  const up = bigExponential(z.im);
  const down = bigExponential(bigNegate(z.im));
  if (up === undefined || down === undefined) return undefined;
  const half = { mantissa: 1n, exponent: -1 };
  const cosh = bigMultiply(bigAdd(up, down), half);
  const sinh = bigMultiply(bigSubtract(up, down), half);
  return {
    sine: { re: bigMultiply(angle.sine, cosh), im: bigMultiply(angle.cosine, sinh) },
    cosine: { re: bigMultiply(angle.cosine, cosh), im: bigNegate(bigMultiply(angle.sine, sinh)) },
  };
}
