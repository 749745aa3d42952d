import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseJson, parseJsonOrPython } from "../../src/simulation/json-or-python.ts";
import { equalPythonValues } from "../../src/simulation/python-equality.ts";
import { parsePythonLiteral } from "../../src/simulation/python-literal.ts";
import { pythonText } from "../../src/simulation/python-text.ts";
import type { PythonValue } from "../../src/simulation/python-value-type.ts";
import { createWorkCounter } from "../../src/work-counter.ts";

const values: fc.Arbitrary<PythonValue> = fc.letrec<{ value: PythonValue; key: PythonValue }>((tie) => ({
  key: fc.oneof(
    fc.constantFrom<PythonValue>({ type: "none" }, { type: "ellipsis" }, { type: "bool", value: true }),
    fc.bigInt().map((value) => ({ type: "int", value }) as const),
    fc.double({ noNaN: true }).map((value) => ({ type: "float", value }) as const),
    fc.string({ unit: "binary" }).map((value) => ({ type: "str", value }) as const),
    fc.uint8Array().map((bytes) => ({ type: "bytes", value: String.fromCharCode(...bytes) }) as const),
    fc
      .tuple(fc.double({ noNaN: true }), fc.double({ noNaN: true }))
      .map(([real, imaginary]) => ({ type: "complex", real, imaginary }) as const),
  ),
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    tie("key"),
    fc.array(tie("value")).map((items) => ({ type: "list", items }) as const),
    fc.array(tie("value")).map((items) => ({ type: "tuple", items }) as const),
    fc.array(tie("key"), { maxLength: 1 }).map((items) => ({ type: "set", items }) as const),
    fc
      .array(fc.tuple(tie("key"), tie("value")), { maxLength: 1 })
      .map((entries) => ({ type: "dict", entries }) as const),
  ),
})).value;

const equal = (a: PythonValue, b: PythonValue): boolean =>
  equalPythonValues(a, b, { equality: "typed", work: createWorkCounter(10_000_000) });

test("what is written as Python is read as the same value, and is plain ASCII", () => {
  fc.assert(
    fc.property(values, (value) => {
      const text = pythonText(value) ?? "";
      expect(text).toMatch(/^[ -~]+$/);
      // Escaped surrogates are the one thing that is written and not read.
      if (/\\ud[89a-f]/.test(text)) return;
      const read = parsePythonLiteral(text, createWorkCounter(10_000_000), "cpython");
      expect(read.ok && equal(read.value, value)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("NaN has no literal", () => {
  expect(pythonText({ type: "list", items: [{ type: "float", value: Number.NaN }] })).toBeUndefined();
});

test("JSON that JavaScript writes is read as JavaScript reads it", () => {
  fc.assert(
    fc.property(fc.json({ stringUnit: "binary" }), (text) => {
      const read = parseJson(text, createWorkCounter());
      expect(read.ok && toJavaScript(read.value)).toEqual(JSON.parse(text));
    }),
    { numRuns: 500 },
  );
});

function toJavaScript(value: PythonValue): unknown {
  switch (value.type) {
    case "int":
      return Number(value.value);
    case "bool":
    case "float":
    case "str":
      return value.value;
    case "list":
      return value.items.map(toJavaScript);
    case "dict": {
      const target: Record<string, unknown> = {};
      for (const [key, item] of value.entries) {
        const name = key.type === "str" ? key.value : "";
        Object.defineProperty(target, name, {
          value: toJavaScript(item),
          enumerable: true,
          writable: true,
          configurable: true,
        });
      }
      return target;
    }
    default:
      return null;
  }
}

const hasPython = spawnSync("python3", ["--version"]).status === 0;

const pieces = [
  ..."[]{},: \n\t\"'\\".split(""),
  ...[
    "1",
    "0",
    "-",
    "+",
    ".",
    "e5",
    "01",
    "NaN",
    "Infinity",
    "null",
    "true",
    "None",
    '"a"',
    '"a":',
    '"\\ud83d\\ude00"',
  ],
  ...[
    '"\\/"',
    '"\\x"',
    '"\\u12"',
    '"__proto__": 1',
    "[1, 2.50]",
    '{"a": 1, "a": 2}',
    "9007199254740993",
    "\u00a0",
    "\f",
  ],
];

describe.skipIf(!hasPython)("beside json.loads (skipped where there is no python3)", () => {
  test("random pieces of JSON are read and refused as CPython does, with the same value", () => {
    const texts = fc.sample(
      fc.oneof(
        fc.array(fc.constantFrom(...pieces), { maxLength: 6 }).map((parts) => parts.join("")),
        fc.json().map((text) => text.replace(/[\ud800-\udfff]/g, "")),
      ),
      { numRuns: 3_000, seed: 3 },
    );
    const oracle = `
import json, sys
def read(text):
    try:
        return ascii(json.loads(text))
    except ValueError:
        return None
print(json.dumps([read(text) for text in json.load(sys.stdin)]))`;
    const run = spawnSync("python3", ["-I", "-c", oracle], {
      input: JSON.stringify(texts),
      encoding: "utf8",
    });
    expect(run.stderr).toBe("");
    const answers = JSON.parse(run.stdout) as (string | null)[];
    const accepted = texts.map((text) => parseJson(text, createWorkCounter()).ok);
    expect(texts.filter((_text, index) => accepted[index] !== (answers[index] !== null))).toEqual([]);
    const others = texts.filter((text, index) => {
      const [read, expected] = [
        parseJson(text, createWorkCounter()),
        parsePythonLiteral(answers[index] ?? "", createWorkCounter()),
      ];
      // The repr of NaN, of infinity and of half a surrogate pair is no literal.
      return read.ok && expected.ok && !equal(read.value, expected.value);
    });
    expect(others).toEqual([]);
    expect(accepted.filter(Boolean).length).toBeGreaterThan(1_000);
    expect(accepted.filter((ok) => !ok).length).toBeGreaterThan(500);
  });
});

test.each([
  ["{'done': true, 'left': null}", "{'done': True, 'left': None}"],
  ['{"a": (1, 2)}', "{'a': (1, 2)}"],
  ["[+1, .5, 0x10]", "[1, 0.5, 16]"],
  ['"\\/\\u0061"', "'/a'"],
  ['{"a": 1, "b": 2, "a": 3}', "{'a': 3, 'b': 2}"],
  [" [1]\n", "[1]"],
])("%s reads as %s", (text, literal) => {
  const [read, expected] = [
    parseJsonOrPython(text, createWorkCounter()),
    parsePythonLiteral(literal, createWorkCounter()),
  ];
  expect(read.ok && expected.ok && equal(read.value, expected.value)).toBe(true);
});

test.each([
  "",
  "1 2",
  "[1",
  "1, 2",
  "x",
  "b'a'",
  "1j",
  "...",
  "{}{}",
  "[".repeat(100),
  "9".repeat(5_000),
  '"a\nb"',
])("%j is refused", (text) => {
  expect(parseJsonOrPython(text, createWorkCounter())).toMatchObject({ ok: false });
});
