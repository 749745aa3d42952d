import type { WorkCounter } from "../work-counter.ts";
import { exactCall } from "./exact-functions.ts";
import { power } from "./exact-powers.ts";
import type { Field } from "./field.ts";
import { type Gaussian, gaussian, magnitude } from "./gaussian.ts";

/** Exact arithmetic with complex rationals. What is irrational, undefined or too large is `undefined`. */
export function exactField(work: WorkCounter): Field<Gaussian> {
  const pay = (steps: number): void => {
    work.take(steps);
  };
  const make = (re: bigint, im: bigint, denominator: bigint): Gaussian | undefined =>
    gaussian(re, im, denominator, pay);
  const field: Field<Gaussian> = {
    rational: (numerator, denominator) => make(numerator, 0n, denominator),
    constant: (name) => (name === "i" ? { re: 0n, im: 1n, denominator: 1n } : undefined),
    add: (a, b) =>
      a.denominator === b.denominator
        ? make(a.re + b.re, a.im + b.im, a.denominator)
        : make(
            a.re * b.denominator + b.re * a.denominator,
            a.im * b.denominator + b.im * a.denominator,
            a.denominator * b.denominator,
          ),
    negate: (a) => ({ re: -a.re, im: -a.im, denominator: a.denominator }),
    multiply: (a, b) =>
      a.im === 0n && b.im === 0n
        ? make(a.re * b.re, 0n, a.denominator * b.denominator)
        : make(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re, a.denominator * b.denominator),
    divide: (a, b) => {
      if (b.im === 0n) return make(a.re * b.denominator, a.im * b.denominator, a.denominator * b.re);
      const norm = b.re * b.re + b.im * b.im;
      const re = (a.re * b.re + a.im * b.im) * b.denominator;
      const im = (a.im * b.re - a.re * b.im) * b.denominator;
      return make(re, im, norm * a.denominator);
    },
    power: (base, exponent) => power(base, exponent, field, work),
    call: (name, args) => exactCall(name, args, field, work),
    integerOf: (value) =>
      value.im === 0n && value.denominator === 1n && magnitude(value.re) < 1n << 50n
        ? Number(value.re)
        : undefined,
  };
  return field;
}
