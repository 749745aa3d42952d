/** The real number mantissa · 2^exponent, kept to `precisionBits` bits. */
export interface BigFloat {
  readonly mantissa: bigint;
  readonly exponent: number;
}

/** About 77 decimal digits: 50 that count, and some to lose. */
export const precisionBits = 256;
const largestExponent = 1e9;

export const bigZero: BigFloat = { mantissa: 0n, exponent: 0 };
export const bigOne: BigFloat = { mantissa: 1n, exponent: 0 };

/** The number of bits of a whole number. */
function bitLength(value: bigint): number {
  const size = value < 0n ? -value : value;
  if (size < 1n << 52n) return size === 0n ? 0 : Math.floor(Math.log2(Number(size))) + 1;
  const digits = size.toString(16);
  return (digits.length - 1) * 4 + (32 - Math.clz32(parseInt(digits[0] ?? "0", 16)));
}

/** Rounds to the precision. */
export function bigFloat(mantissa: bigint, exponent: number): BigFloat {
  if (mantissa === 0n) return bigZero;
  const excess = bitLength(mantissa) - precisionBits;
  return excess <= 0
    ? { mantissa, exponent }
    : { mantissa: mantissa >> BigInt(excess), exponent: exponent + excess };
}

/** Where the leading bit stands: |a| is about 2^order. */
export function orderOf(a: BigFloat): number {
  return a.mantissa === 0n ? -Infinity : bitLength(a.mantissa) + a.exponent;
}

export function bigAdd(a: BigFloat, b: BigFloat): BigFloat {
  if (a.mantissa === 0n) return b;
  if (b.mantissa === 0n) return a;
  const distance = orderOf(a) - orderOf(b);
  if (distance > precisionBits + 8) return a;
  if (distance < -precisionBits - 8) return b;
  const exponent = Math.min(a.exponent, b.exponent);
  const left = a.mantissa << BigInt(a.exponent - exponent);
  return bigFloat(left + (b.mantissa << BigInt(b.exponent - exponent)), exponent);
}

export function bigNegate(a: BigFloat): BigFloat {
  return { mantissa: -a.mantissa, exponent: a.exponent };
}

export function bigSubtract(a: BigFloat, b: BigFloat): BigFloat {
  return bigAdd(a, bigNegate(b));
}

export function bigMultiply(a: BigFloat, b: BigFloat): BigFloat {
  return bigFloat(a.mantissa * b.mantissa, a.exponent + b.exponent);
}

/** `undefined` for a division by zero. */
export function bigDivide(a: BigFloat, b: BigFloat): BigFloat | undefined {
  if (b.mantissa === 0n) return undefined;
  const shift = Math.max(0, precisionBits + 2 + bitLength(b.mantissa) - bitLength(a.mantissa));
  return bigFloat((a.mantissa << BigInt(shift)) / b.mantissa, a.exponent - b.exponent - shift);
}

/** `undefined` for a negative number. */
export function bigSquareRoot(a: BigFloat): BigFloat | undefined {
  if (a.mantissa < 0n) return undefined;
  if (a.mantissa === 0n) return a;
  let shift = Math.max(0, 2 * precisionBits - bitLength(a.mantissa));
  if ((a.exponent - shift) % 2 !== 0) shift++;
  const value = a.mantissa << BigInt(shift);
  let guess = 1n << BigInt(Math.ceil(bitLength(value) / 2));
  for (;;) {
    const next = (guess + value / guess) >> 1n;
    if (next >= guess) return bigFloat(guess, (a.exponent - shift) / 2);
    guess = next;
  }
}

/** Multiplies by a power of two. */
export function bigScale(a: BigFloat, exponent: number): BigFloat {
  return a.mantissa === 0n ? a : { mantissa: a.mantissa, exponent: a.exponent + exponent };
}

export function bigCompare(a: BigFloat, b: BigFloat): number {
  const { mantissa } = bigSubtract(a, b);
  return mantissa > 0n ? 1 : mantissa < 0n ? -1 : 0;
}

/** The nearest double. */
export function bigToNumber(a: BigFloat): number {
  const excess = Math.max(0, bitLength(a.mantissa) - 60);
  return Number(a.mantissa >> BigInt(excess)) * 2 ** (a.exponent + excess);
}

/** The exact value of a finite double. */
export function bigFromNumber(value: number): BigFloat {
  let exponent = 0;
  let scaled = value;
  if (scaled === 0) return bigZero;
  while (!Number.isInteger(scaled) && exponent > -1100) {
    scaled *= 2;
    exponent--;
  }
  return bigFloat(BigInt(scaled), exponent);
}

export function bigFromRational(numerator: bigint, denominator: bigint): BigFloat | undefined {
  if (denominator === 1n) return bigFloat(numerator, 0);
  return bigDivide({ mantissa: numerator, exponent: 0 }, { mantissa: denominator, exponent: 0 });
}

/** The bits of a number of moderate size behind a fixed point. */
export function toFixed(a: BigFloat, bits: number): bigint {
  const shift = a.exponent + bits;
  return shift >= 0 ? a.mantissa << BigInt(shift) : a.mantissa >> BigInt(-shift);
}

/** Whether an exponent is too large to go on with. */
export function isTooLarge(a: BigFloat): boolean {
  return Math.abs(a.exponent) > largestExponent;
}
