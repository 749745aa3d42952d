import { type Expression, someNode } from "./expression.ts";
import { interpret } from "./interpret.ts";
import type { Meaning } from "./meaning.ts";

type Relation = Extract<Expression, { kind: "relation" }>;

/** What a relation says: a value with a name, a chain whose end counts, a membership, or the relation itself. */
export function interpretRelation(node: Relation): Meaning {
  const { members, signs } = node;
  const [first, second] = members;
  if (first === undefined || second === undefined) return { kind: "relation", members, signs };
  if (signs.every((sign) => sign === "=" || sign === "≈")) return interpretEquality(node, first, second);
  if (signs.length === 1 && signs[0] === "≡") return { ...interpret(second), name: first };
  if (signs.length === 1 && signs[0] === "∈" && isName(first)) {
    const meaning = interpret(second);
    return { ...meaning, name: first };
  }
  return { kind: "relation", members, signs };
}

function interpretEquality(node: Relation, first: Expression, second: Expression): Meaning {
  const { members, signs } = node;
  const firstRounded = signs.indexOf("≈");
  const exact = firstRounded < 0 ? members : members.slice(0, firstRounded + 1);
  const named = isName(first);
  // `x = 5 + 5 = 10 ≈ 9.99`: the last exact member is the value.
  const value = exact.length > 1 || !named ? exact.at(-1) : undefined;
  if (members.length === 2 && !named && signs[0] === "=") {
    if (isName(second) && !holdsLetter(first)) return nameOf(interpret(first), second);
    if (holdsLetter(first) || holdsLetter(second) || isCollection(first))
      return { kind: "relation", members, signs };
  }
  if (value === undefined) {
    const meaning = interpret(members[firstRounded + 1] ?? second);
    const rounded = meaning.kind === "scalar" ? { ...meaning, rounded: true } : meaning;
    return nameOf(rounded, first);
  }
  const meaning = interpret(value);
  const approximation = firstRounded < 0 ? undefined : members[firstRounded + 1];
  const full =
    meaning.kind === "scalar" && approximation !== undefined
      ? { ...meaning, approximation: bare(approximation) }
      : meaning;
  return named ? nameOf(full, first) : full;
}

function bare(node: Expression): Expression {
  return node.kind === "quantity" ? node.value : node;
}

function nameOf(meaning: Meaning, name: Expression): Meaning {
  // `(x, y) = (5, 8)` says x = 5 and y = 8.
  return name.kind === "symbol" && name.name === "?" ? meaning : { ...meaning, name };
}

function isCollection(node: Expression): boolean {
  return node.kind === "tuple" || node.kind === "set" || node.kind === "matrix";
}

/** Whether a letter stands in an expression, constants aside. */
export function holdsLetter(node: Expression): boolean {
  return someNode(node, (part) => part.kind === "symbol" || part.kind === "apply");
}

/** `dy/dx`. */
function isDerivative(above: Expression, below: Expression): boolean {
  const startsWithD = (node: Expression): boolean =>
    node.kind === "binary" && node.implicit === true && node.left.kind === "symbol" && node.left.name === "d";
  return startsWithD(above) && startsWithD(below);
}

/** `m∠ABC`, or the inverse function `f^{-1}(x)`. */
function isAngleMeasure(left: Expression, right: Expression): boolean {
  if (
    left.kind === "binary" &&
    left.operator === "^" &&
    left.left.kind === "symbol" &&
    left.right.kind === "negate"
  )
    return /^[fgh]$/.test(left.left.name) && right.kind === "symbol";
  return (
    left.kind === "symbol" && left.name === "m" && right.kind === "symbol" && /^[A-Z]+$/.test(right.name)
  );
}

/** Whether an expression only names something: `x`, `AB`, `f(x)`, `|AB|`, `(p,q)`, `V_1:V_2`; a sum or `2x` names nothing. */
export function isName(node: Expression): boolean {
  switch (node.kind) {
    case "symbol":
    case "apply":
      return true;
    case "constant":
      return node.name === "e" || node.name === "i";
    case "call":
      return (node.name === "abs" || node.name === "conjugate") && node.args.every(isName);
    case "binary":
      if (node.operator === "/")
        return isDerivative(node.left, node.right) || (isName(node.left) && isName(node.right));
      // `m\\angle ABC`; other products, such as `xy`, are no names.
      return node.operator === "*" && isAngleMeasure(node.left, node.right);
    case "tuple":
      return node.items.every(isName);
    case "ratio":
      return node.parts.every(isName);
    case "modular":
    case "quantity":
      return isName(node.value);
    default:
      return false;
  }
}
