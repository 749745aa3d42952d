import {
  bigAdd,
  bigDivide,
  bigFloat,
  type BigFloat,
  bigMultiply,
  bigNegate,
  bigOne,
  bigSquareRoot,
  bigSubtract,
  bigToNumber,
  bigZero,
  isTooLarge,
  orderOf,
  precisionBits,
} from "./big-float.ts";
import { bigAngle, bigExponential, bigLogarithm, bigSineCosine } from "./big-functions.ts";

/** A complex number to about 70 digits. */
export interface Precise {
  readonly re: BigFloat;
  readonly im: BigFloat;
}

/** A number without an imaginary part. */
export function real(re: BigFloat): Precise {
  return { re, im: bigZero };
}

/** Whether the imaginary part is nothing but rounding. */
export function isReal(value: Precise): boolean {
  return value.im.mantissa === 0n || orderOf(value.im) < orderOf(value.re) - precisionBits + 40;
}

/** Nothing where the exponent is too large to go on with. */
export function checked(value: Precise): Precise | undefined {
  return isTooLarge(value.re) || isTooLarge(value.im) ? undefined : value;
}

/** The whole number that a value is, if it is one. */
export function wholeNumber(value: BigFloat): number | undefined {
  if (orderOf(value) > 50) return undefined;
  const rounded = Math.round(bigToNumber(value));
  return orderOf(bigSubtract(value, bigFloat(BigInt(rounded), 0))) < -100 ? rounded : undefined;
}

/** The product. */
export function multiply(a: Precise, b: Precise): Precise | undefined {
  if (a.im.mantissa === 0n && b.im.mantissa === 0n) return checked(real(bigMultiply(a.re, b.re)));
  return checked({
    re: bigSubtract(bigMultiply(a.re, b.re), bigMultiply(a.im, b.im)),
    im: bigAdd(bigMultiply(a.re, b.im), bigMultiply(a.im, b.re)),
  });
}

/** The quotient; nothing for a division by zero. */
export function divide(a: Precise, b: Precise): Precise | undefined {
  if (b.im.mantissa === 0n) {
    const re = bigDivide(a.re, b.re);
    const im = bigDivide(a.im, b.re);
    return re === undefined || im === undefined ? undefined : checked({ re, im });
  }
  const norm = bigAdd(bigMultiply(b.re, b.re), bigMultiply(b.im, b.im));
  const top = multiply(a, { re: b.re, im: bigNegate(b.im) });
  return top === undefined ? undefined : divide(top, real(norm));
}

/** e to a power. */
export function exponential(z: Precise): Precise | undefined {
  const size = bigExponential(z.re);
  if (size === undefined) return undefined;
  if (z.im.mantissa === 0n) return real(size);
  const angle = bigSineCosine(z.im);
  return angle === undefined
    ? undefined
    : { re: bigMultiply(size, angle.cosine), im: bigMultiply(size, angle.sine) };
}

/** The absolute value. */
export function absolute(z: Precise): BigFloat | undefined {
  if (z.im.mantissa === 0n) return z.re.mantissa < 0n ? bigNegate(z.re) : z.re;
  return bigSquareRoot(bigAdd(bigMultiply(z.re, z.re), bigMultiply(z.im, z.im)));
}

/** The principal value of the natural logarithm. */
export function logarithm(z: Precise): Precise | undefined {
  const size = absolute(z);
  const re = size === undefined ? undefined : bigLogarithm(size);
  const im = bigAngle(z.im, z.re);
  return re === undefined || im === undefined ? undefined : { re, im };
}

/** A power; negative numbers to fractions with odd denominators have real values. */
export function power(base: Precise, exponent: Precise): Precise | undefined {
  const isZero = base.re.mantissa === 0n && base.im.mantissa === 0n;
  const whole = isReal(exponent) ? wholeNumber(exponent.re) : undefined;
  if (isZero) return whole === 0 ? real(bigOne) : exponent.re.mantissa > 0n ? base : undefined;
  if (whole !== undefined && Math.abs(whole) < 1 << 30) return wholePower(base, whole);
  if (isReal(base) && base.re.mantissa < 0n && isReal(exponent)) {
    for (const denominator of [3, 5, 7, 9]) {
      const numerator = wholeNumber(bigMultiply(exponent.re, { mantissa: BigInt(denominator), exponent: 0 }));
      if (numerator === undefined) continue;
      const size = power(real(bigNegate(base.re)), exponent);
      return size === undefined || numerator % 2 === 0 ? size : real(bigNegate(size.re));
    }
  }
  const log = logarithm(base);
  const product = log === undefined ? undefined : multiply(log, exponent);
  return product === undefined ? undefined : exponential(product);
}

function wholePower(base: Precise, exponent: number): Precise | undefined {
  let result: Precise | undefined = real(bigOne);
  let square: Precise | undefined = base;
  for (let left = Math.abs(exponent); left > 0; left = Math.floor(left / 2)) {
    if (result === undefined || square === undefined) return undefined;
    if (left % 2 === 1) result = multiply(result, square);
    if (left > 1) square = multiply(square, square);
  }
  return result === undefined || exponent >= 0 ? result : divide(real(bigOne), result);
}

/** Whether two values agree in all the digits that count. */
export function equalPrecise(a: Precise, b: Precise): boolean {
  const difference = Math.max(orderOf(bigSubtract(a.re, b.re)), orderOf(bigSubtract(a.im, b.im)));
  const size = Math.max(orderOf(a.re), orderOf(a.im), orderOf(b.re), orderOf(b.im));
  const countingBits = 170;
  return difference < size - countingBits || size < -countingBits;
}
