import { type Expression, someNode } from "./expression.ts";

/** Where letters take their values when two expressions are compared by trying them. */
export type SampleKind = "complex" | "real" | "positive" | "whole";

const discreteCalls = new Set(["factorial", "factorial2", "binom", "mod", "gcd", "lcm"]);
const realCalls = new Set([
  "abs",
  "floor",
  "ceil",
  "min",
  "max",
  "conjugate",
  "asin",
  "acos",
  "atan",
  "acot",
]);
const branchedCalls = new Set(["root", "log", "ln"]);

/** Whole numbers where something is counted, positive ones where roots and logarithms have branches, else as wide as it goes. */
export function sampleKindOf(nodes: readonly Expression[]): SampleKind {
  const has = (test: (node: Expression) => boolean): boolean => nodes.some((node) => someNode(node, test));
  if (
    has(
      (node) =>
        node.kind === "series" ||
        (node.kind === "call" && discreteCalls.has(node.name)) ||
        (node.kind === "binary" && node.operator === "mod") ||
        (node.kind === "apply" && node.name.endsWith("_")),
    )
  )
    return "whole";
  if (has((node) => (node.kind === "call" && branchedCalls.has(node.name)) || hasFreePower(node)))
    return "positive";
  return has((node) => node.kind === "call" && realCalls.has(node.name)) ? "real" : "complex";
}

/** A power whose exponent is no whole number. */
function hasFreePower(node: Expression): boolean {
  if (node.kind !== "binary" || node.operator !== "^") return false;
  const exponent = node.right.kind === "negate" ? node.right.arg : node.right;
  return exponent.kind !== "number" || exponent.denominator !== 1n;
}

/** The value of a letter in one round, in 64ths: the same letter has the same value wherever it stands. */
export function sampleOf(
  name: string,
  round: number,
  kind: SampleKind,
): { readonly re: number; readonly im: number } {
  let seed = 2_166_136_261;
  for (const unit of `${name}#${round}`)
    seed = Math.imul(seed ^ (unit.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  seed = Math.imul(seed ^ (seed >>> 15), 2_246_822_507) >>> 0;
  const first = seed % 97;
  const second = (seed >>> 8) % 89;
  if (kind === "whole") return { re: 64 * (4 + (first % 7) + round), im: 0 };
  // Every other round stays below one, where the inverse functions are defined.
  const re = round % 2 === 0 ? 9 + (first % 51) : 67 + first;
  if (kind === "positive") return { re, im: 0 };
  if (kind === "real") return { re: second % 2 === 0 ? re : -re, im: 0 };
  return { re, im: 5 + second - (second % 2 === 0 ? 0 : 94) };
}

/** The letters of an expression; the index of a sum is none. */
export function lettersOf(node: Expression, letters = new Set<string>()): Set<string> {
  if (node.kind === "symbol") letters.add(node.name);
  switch (node.kind) {
    case "series":
      lettersOf(node.from, letters);
      lettersOf(node.to, letters);
      for (const letter of lettersOf(node.body)) if (letter !== node.variable) letters.add(letter);
      break;
    case "binary":
    case "region":
      lettersOf(node.left, letters);
      lettersOf(node.right, letters);
      break;
    case "negate":
    case "percent":
    case "degree":
    case "plus-minus":
      lettersOf(node.arg, letters);
      break;
    case "call":
    case "apply":
      for (const arg of node.args) lettersOf(arg, letters);
      break;
    case "list":
    case "set":
    case "tuple":
      for (const item of node.items) lettersOf(item, letters);
      break;
    case "ratio":
      for (const part of node.parts) lettersOf(part, letters);
      break;
    case "relation":
      for (const member of node.members) lettersOf(member, letters);
      break;
    case "matrix":
      for (const item of node.rows.flat()) lettersOf(item, letters);
      break;
    case "quantity":
    case "modular":
      lettersOf(node.value, letters);
      break;
    case "number":
    case "numeral":
    case "symbol":
    case "constant":
    case "space":
    case "words":
      break;
  }
  return letters;
}
