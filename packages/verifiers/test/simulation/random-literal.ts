import type { Random } from "@guru/core";

/**
 * A random value as CPython source, spelt in ways that `repr` would not choose, with spaces, comments and line ends between its
 * parts; three times in ten with one to three characters damaged.
 */
export function randomLiteral(random: Random): string {
  const literal = around(random, value(random, 3));
  return random.next() < 0.7 ? literal : damaged(random, literal);
}

/** By characters: half of a surrogate pair cannot be sent to Python. */
function damaged(random: Random, literal: string): string {
  const characters = Array.from(literal);
  for (let count = random.integer(1, 3); count > 0; count--) {
    const at = random.integer(0, Math.max(0, characters.length - 1));
    const inserted = Array.from({ length: random.integer(0, 2) }, () => random.pick(fragments));
    characters.splice(at, random.integer(0, 2), ...inserted);
  }
  return characters.join("");
}

const fragments = [
  ...Array.from("[](){},:'\"\\_.eE-+xXoOjJbBrRuU 019aTN#\n\r\f\tßé\u{1f600}\u200b\u00a0"),
  ..."True|None|set()|...|0x|0b1|1j|+2j|-(|b'a'|rb'\\x'|'\\x4'|'\\N'|'''|\"\"\"|**|lambda:0|is|\\\n|# c\n".split(
    "|",
  ),
];

function around(random: Random, literal: string): string {
  const before =
    random.next() < 0.1 ? random.pick([" ", "\n", "\t", "# c\n", " \n", "\n ", "\f", "\r\n"]) : "";
  const after =
    random.next() < 0.1 ? random.pick([" ", "\n", "# c", "\n\n# c\n", "\n  ", ",", " ,\n", "\\\n"]) : "";
  return before + literal + after;
}

function value(random: Random, depth: number): string {
  const gap = (): string =>
    random.next() < 0.7 ? "" : random.pick([" ", "\n", "\t", " # c\n", "\r\n", "\\\n", "\f", "  "]);
  const item = (): string => gap() + value(random, depth - 1) + gap();
  const items = (count: number): string[] => Array.from({ length: random.integer(0, count) }, item);
  const end = (): string => random.pick(["", ",", gap()]);
  switch (random.integer(0, depth === 0 ? 6 : 11)) {
    case 0:
      return random.pick([
        "True",
        "False",
        "None",
        "set()",
        "set( )",
        "()",
        "[]",
        "{}",
        "...",
        "0",
        "1",
        "1.0",
      ]);
    case 1:
      return random.pick(["", "", "-", "+", "- "]) + integer(random);
    case 2:
      return random.pick(["", "-", "+"]) + real(random);
    case 3:
      return random.pick(["", "-", "+"]) + complex(random, gap);
    case 4:
    case 5:
      return text(random);
    case 6:
      return [text(random), text(random)].join(random.pick(["", " "]));
    case 7:
      return `[${items(4).join(",")}${end()}]`;
    case 8:
      return `(${items(3)
        .map((one) => `${one},`)
        .join("")})`;
    case 9:
      return `{${items(4).join(",")}${end()}}`;
    case 10:
      return `${random.pick(["", "", "+", "-"])}(${item()})`;
    default:
      return `{${items(4)
        .map((key) => `${key}:${item()}`)
        .join(",")}${end()}}`;
  }
}

function integer(random: Random): string {
  return random.pick([
    String(random.integer(0, 12)),
    String(random.integer(0, 2_000_000_000)),
    `${random.integer(1, 999_999)}${random.integer(100_000_000, 999_999_999)}`,
    `0x${random.integer(0, 99_999).toString(16)}`,
    `0B${random.integer(0, 255).toString(2)}`,
    `0o${random.integer(0, 511).toString(8)}`,
    ...["1_000", "0_0", "00", "007", "1__0", "0x_f", "9007199254740993", "0xfF"],
  ]);
}

function real(random: Random): string {
  return random.pick([
    String(random.normal() * 10 ** random.integer(-20, 20)),
    String(random.integer(0, 9) / 8),
    `${random.integer(0, 9)}.`,
    `.${random.integer(0, 99)}`,
    `${random.integer(0, 9)}e${random.integer(-9, 400)}`,
    ...["1_0.0_1e1_0", "01.5", "1e+3", "0.1", "9007199254740992.0", "1.0000000000000002", "5e-324", "1e-400"],
  ]);
}

function complex(random: Random, gap: () => string): string {
  const imaginary = `${random.pick(["1", "0", "2.5", "1e3", "07", real(random)])}${random.pick(["j", "J"])}`;
  const left = random.pick(["1", "0", "2.5", "(1)", "1e400", integer(random)]);
  return random.pick([imaginary, `${left}${gap()}${random.pick(["+", "-"])}${gap()}${imaginary}`]);
}

function text(random: Random): string {
  const quote = random.pick(["'", '"', "'''", '"""']);
  const prefix = random.pick(["", "", "", "r", "R", "u", "b", "B", "rb", "bR", "Br", "ur"]);
  const parts = Array.from({ length: random.integer(0, 3) }, () => random.pick(contents));
  return prefix + quote + parts.join("") + quote;
}

const contents = [
  ..."a|b c|\\n|\\t|\\\\|\\'|\\\"|\\x41|\\xff|\\101|\\7|\\777|\\q|\\u00e9|\\U0001F600|\\\n|\n|\r\n|é|\u{1f600}|#|\\8|{|,".split(
    "|",
  ),
];
