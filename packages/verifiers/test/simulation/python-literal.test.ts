import { spawnSync } from "node:child_process";
import { createRandom, type Random } from "@guru/core";
import { describe, expect, test } from "vitest";
import { createWorkCounter, equalPythonValues, parsePythonLiteral } from "../../src/index.ts";

const read = (text: string) => parsePythonLiteral(text, createWorkCounter());

const equal = (a: string, b: string, equality: "python" | "typed") => {
  const [left, right] = [read(a), read(b)];
  if (!left.ok || !right.ok) throw new Error(`${a} or ${b} is not a literal`);
  return equalPythonValues(left.value, right.value, { equality, work: createWorkCounter() });
};

test.each([
  "",
  "f()",
  "1 + 1",
  "[1, 2",
  "1 2",
  "(,)",
  "[,]",
  "{1: 2, 3}",
  "{[]}",
  "{{}: 1}",
  "'a",
  "'a\nb'",
  "01",
  "1__0",
  "1_",
  "e5",
  "--1",
  "-True",
  "1j",
  "b'a'",
  "f'a'",
  "'\\N{DIGIT ONE}'",
  "'\\ud800'",
  "'\\U00110000'",
  "nan",
  "inf",
  "true",
  "None1",
  "set",
  "set([1])",
  "...",
  "[*a]",
  "{**a}",
  "lambda: 1",
  "__import__('os')",
  "1 if True else 2",
  "[x for x in (1,)]",
  "\u00a01",
  "\u200b1",
])("%j is refused", (text) => {
  expect(read(text)).toMatchObject({ ok: false, class: "answer_parse" });
});

test.each(["[".repeat(66), `${"(".repeat(66)}1${")".repeat(66)}`])(
  "brackets deeper than the limit are over the limit",
  (text) => {
    expect(read(text)).toMatchObject({ ok: false, class: "answer_limit" });
  },
);

test("a bool equals its number in Python, and only a bool when judged", () => {
  expect(equal("[True]", "[1]", "python")).toBe(true);
  expect(equal("[True]", "[1]", "typed")).toBe(false);
  expect(equal("True", "1.0", "typed")).toBe(false);
});

test("integers and floats are compared exactly", () => {
  expect(equal("9007199254740992.0", "9007199254740992", "typed")).toBe(true);
  expect(equal("9007199254740992.0", "9007199254740993", "typed")).toBe(false);
  expect(equal("-0.0", "0", "typed")).toBe(true);
  expect(equal("1e999", "2e999", "typed")).toBe(true);
});

/** A random value as Python text, spelt in ways that `repr` would not choose; sometimes with one character damaged. */
function randomLiteral(random: Random): string {
  const literal = randomValue(random, 3);
  if (random.next() < 0.7) return literal;
  // By characters: half of a surrogate pair cannot be sent to Python.
  const characters = Array.from(literal);
  const at = random.integer(0, characters.length - 1);
  characters.splice(at, random.integer(0, 1), random.pick(Array.from("[](){},:'\"\\0_.e-+x 1T")));
  return characters.join("");
}

function randomValue(random: Random, depth: number): string {
  const items = (count: number) =>
    Array.from({ length: random.integer(0, count) }, () => randomValue(random, depth - 1));
  switch (random.integer(0, depth === 0 ? 5 : 9)) {
    case 0:
      return random.pick(["True", "False", "None", "0", "1", "1.0", "''", "set()", "()"]);
    case 1:
      return `${random.pick(["", "-", "+", "- "])}${random.integer(0, 2_000_000_000)}`;
    case 2:
      return random.pick([
        "0x1F",
        "0b10_1",
        "0o17",
        "1_000",
        "00",
        ".5",
        "5.",
        "1e3",
        "-1.5E-3",
        "0.1",
        "1e16",
        "1e22",
        "1e-7",
        "1e400",
      ]);
    case 3:
      return String(random.normal() * 10 ** random.integer(-20, 20));
    case 4:
      return random.pick([
        "'a'",
        '"b"',
        "'é😀'",
        "'\\n\\t\\x41\\u00e9\\101\\q\\\\'",
        "r'\\n'",
        "u'a'",
        "'a' \"b\"",
        "'''x\ny'''",
        "'\\''",
        '"\'"',
      ]);
    case 5:
      return JSON.stringify(random.integer(0, 99).toString(36));
    case 6:
      return `[${items(4).join(random.pick([",", ", ", " , "]))}${random.pick(["", " "])}]`;
    case 7:
      return `(${items(3)
        .map((item) => `${item},`)
        .join(" ")})`;
    case 8:
      return `{${items(4).join(", ")}}`;
    default:
      return `{${items(4)
        .map((item) => `${item}: ${randomValue(random, depth - 1)}`)
        .join(", ")}}`;
  }
}

// Reads pairs of literals and says of each whether it is one, and whether the two are equal in Python.
const oracle = `
import ast, json, sys, warnings
warnings.simplefilter("ignore")
def read(text):
    try:
        return [ast.literal_eval(text)]
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return None
def answer(pair):
    a, b = map(read, pair)
    return [a is not None, b is not None, a is not None and b is not None and a == b]
json.dump([answer(pair) for pair in json.load(sys.stdin)], sys.stdout)
`;

const hasPython = spawnSync("python3", ["--version"]).status === 0;

describe.skipIf(!hasPython)("beside CPython (skipped where there is no python3)", () => {
  test("random literals are read, refused and compared as ast.literal_eval and == do", () => {
    const random = createRandom(1, "python-literals");
    const pairs = Array.from({ length: 10_000 }, () => {
      const literal = randomLiteral(random);
      return [literal, random.next() < 0.5 ? literal : randomLiteral(random)] as const;
    });
    const run = spawnSync("python3", ["-I", "-c", oracle], {
      input: JSON.stringify(pairs),
      encoding: "utf8",
    });
    expect(run.stderr).toBe("");
    const answers = JSON.parse(run.stdout) as [boolean, boolean, boolean][];

    const disagreements = pairs.flatMap(([a, b], index) => {
      const [aIsLiteral, bIsLiteral, areEqual] = answers[index] ?? [];
      const [ours, other] = [read(a), read(b)];
      if (ours.ok !== aIsLiteral) return [`${a}: ours ${ours.ok}, CPython ${aIsLiteral}`];
      if (!ours.ok || !other.ok || !aIsLiteral || !bIsLiteral) return [];
      return equal(a, b, "python") === areEqual ? [] : [`${a} == ${b}: CPython ${areEqual}`];
    });
    expect(disagreements).toEqual([]);
    expect(answers.filter(([isLiteral]) => isLiteral).length).toBeGreaterThan(5_000);
    expect(answers.filter(([isLiteral]) => !isLiteral).length).toBeGreaterThan(500);
  });
});
