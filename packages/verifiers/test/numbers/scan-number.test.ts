import fc from "fast-check";
import { expect, test } from "vitest";
import { createWorkCounter } from "../../src/index.ts";
import { equalRationals, rational, rationalText } from "../../src/numbers/rational.ts";
import { allNotations, parseNumber } from "../../src/numbers/scan-number.ts";

const read = (text: string) => parseNumber(text, allNotations, createWorkCounter());

const textOf = (text: string) => {
  const number = read(text);
  return number.ok ? rationalText(number.value) : number.class;
};

test("an integer with or without thousands separators is itself", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 60n), max: 10n ** 60n }), (value) => {
      expect(textOf(value.toString())).toBe(value.toString());
      expect(textOf(value.toLocaleString("en-US"))).toBe(value.toString());
    }),
  );
});

test("a fraction equals its reduced form, and a decimal the fraction of a power of ten", () => {
  const integer = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
  const positive = fc.bigInt({ min: 1n, max: 10n ** 20n });
  fc.assert(
    fc.property(integer, positive, positive, (numerator, denominator, factor) => {
      const scaled = read(`${numerator * factor}/${denominator * factor}`);
      expect(scaled.ok && equalRationals(scaled.value, rational(numerator, denominator))).toBe(true);
    }),
  );
  fc.assert(
    fc.property(fc.nat(), fc.nat({ max: 999_999 }), (whole, part) => {
      const digits = part.toString().padStart(6, "0");
      expect(textOf(`${whole}.${digits}`)).toBe(textOf(`${whole}${digits}/1000000`));
    }),
  );
});

test("values that differ in their last digit are different, however long they are", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 10n ** 50n, max: 10n ** 80n }), (value) => {
      expect(textOf(value.toString())).not.toBe(textOf((value + 1n).toString()));
    }),
  );
});

test.each([
  "",
  ".",
  "-",
  "--1",
  "1..2",
  "1,23",
  "1,2345",
  "0,123",
  "1,234,",
  "1/0",
  "1/ ",
  "/2",
  "1e",
  "1e+",
  "0x10",
  "1_0",
  "∞",
  "NaN",
  "Infinity",
  "٣",
  "²",
])("%j is not a number", (text) => {
  expect(textOf(text)).toBe("answer_parse");
});

test.each(["1".repeat(401), "1/" + "1".repeat(401), "1e401", "1*10^-401"])(
  "a number beyond the limits is over the limit: %.12s…",
  (text) => {
    expect(textOf(text)).toBe("answer_limit");
  },
);
