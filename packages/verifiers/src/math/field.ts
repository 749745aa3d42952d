/**
 * Arithmetic in which an expression can be worked out. Every operation may say `undefined`: not defined there, or not
 * expressible in this field.
 */
export interface Field<T> {
  rational(numerator: bigint, denominator: bigint): T | undefined;
  constant(name: "pi" | "e" | "i" | "infinity"): T | undefined;
  add(a: T, b: T): T | undefined;
  negate(a: T): T | undefined;
  multiply(a: T, b: T): T | undefined;
  divide(a: T, b: T): T | undefined;
  power(base: T, exponent: T): T | undefined;
  call(name: string, args: readonly T[]): T | undefined;
  /** The whole number that a value is, if it is one that fits. */
  integerOf(value: T): number | undefined;
}
