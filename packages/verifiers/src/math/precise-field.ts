import type { WorkCounter } from "../work-counter.ts";
import { bigAdd, bigFromRational, bigNegate, bigOne, bigZero } from "./big-float.ts";
import { bigE, bigPi } from "./big-functions.ts";
import type { Field } from "./field.ts";
import {
  real,
  isReal,
  checked,
  wholeNumber,
  multiply,
  divide,
  power,
  type Precise,
} from "./precise-arithmetic.ts";
import { preciseCall } from "./precise-functions.ts";

/** What one elementary function costs in steps. */
const functionCost = 120;

/** Arithmetic to about 70 digits, for what doubles cannot tell apart. */
export function preciseField(work: WorkCounter): Field<Precise> {
  const field: Field<Precise> = {
    rational: (numerator, denominator) => {
      const value = bigFromRational(numerator, denominator);
      return value === undefined ? undefined : real(value);
    },
    constant: (name) => {
      switch (name) {
        case "pi":
          return real(bigPi);
        case "e":
          return real(bigE);
        case "i":
          return { re: bigZero, im: bigOne };
        case "infinity":
          return undefined;
      }
    },
    add: (a, b) => checked({ re: bigAdd(a.re, b.re), im: bigAdd(a.im, b.im) }),
    negate: (a) => ({ re: bigNegate(a.re), im: bigNegate(a.im) }),
    multiply: (a, b) => {
      work.take(4);
      return multiply(a, b);
    },
    divide: (a, b) => {
      work.take(8);
      return divide(a, b);
    },
    power: (base, exponent) => {
      work.take(functionCost);
      return power(base, exponent);
    },
    call: (name, args) => {
      work.take(functionCost);
      return preciseCall(name, args);
    },
    integerOf: (value) => (isReal(value) ? wholeNumber(value.re) : undefined),
  };
  return field;
}
