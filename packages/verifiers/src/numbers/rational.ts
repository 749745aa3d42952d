/** An exact fraction; the denominator is positive, and the two may share factors. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** A whole number as a fraction. */
export function rational(numerator: bigint, denominator = 1n): Rational {
  return { numerator, denominator };
}

/** 10 to a whole power, also a negative one. */
export function powerOfTen(exponent: number): Rational {
  const power = 10n ** BigInt(Math.abs(exponent));
  return exponent < 0 ? rational(1n, power) : rational(power);
}

/** The product, not reduced. */
export function multiply(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.numerator, a.denominator * b.denominator);
}

/** A whole power of a fraction that is above 0. */
export function powerOf(base: Rational, exponent: number): Rational {
  const count = BigInt(Math.abs(exponent));
  const numerator = base.numerator ** count;
  const denominator = base.denominator ** count;
  return exponent < 0 ? rational(denominator, numerator) : rational(numerator, denominator);
}

/** Exact equality: a/b = c/d exactly when a·d = c·b. */
export function equalRationals(a: Rational, b: Rational): boolean {
  return a.numerator * b.denominator === b.numerator * a.denominator;
}

/** The reduced fraction as text, such as `-3/4` or `27`; equal for equal values. */
export function rationalText(value: Rational): string {
  const divisor = greatestCommonDivisor(
    value.numerator < 0n ? -value.numerator : value.numerator,
    value.denominator,
  );
  const numerator = value.numerator / divisor;
  const denominator = value.denominator / divisor;
  return denominator === 1n ? numerator.toString() : `${numerator.toString()}/${denominator.toString()}`;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}
