import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson, Json } from "../src/index.ts";

test("keys are sorted at every level, lists keep their order", () => {
  expect(canonicalJson({ b: [{ d: 1, c: null }, 2, 1], a: "x" })).toBe(
    '{"a":"x","b":[{"c":null,"d":1},2,1]}',
  );
});

test("equal values give equal text, however their keys were ordered", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (record) => {
      const reversed = Object.fromEntries(Object.entries(record).reverse());
      expect(canonicalJson(Json.parse(reversed))).toBe(canonicalJson(Json.parse(record)));
    }),
  );
});

test("the text is the value's own JSON", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      fc.pre(!text.includes("__proto__"));
      expect(JSON.parse(canonicalJson(Json.parse(value)))).toEqual(JSON.parse(text));
    }),
  );
});

test("a key that would reach a prototype is left out, at every level", () => {
  const value: unknown = JSON.parse('{"a":[{"__proto__":{"x":1},"b":2}],"__proto__":3}');
  expect(canonicalJson(Json.parse(value))).toBe('{"a":[{"b":2}]}');
});
