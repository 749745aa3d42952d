import { expandPlusMinus } from "./expand-plus-minus.ts";
import type { Expression } from "./expression.ts";
import { interpretRelation } from "./interpret-relation.ts";
import { determinantOf, holdsMatrix, matrixOf } from "./matrices.ts";
import type { Meaning } from "./meaning.ts";

/** What an expression means as an answer. */
export function interpret(node: Expression): Meaning {
  switch (node.kind) {
    case "list":
      return collected("list", expandedItems(node.items), node.joint);
    case "set":
      return collected("set", expandedItems(node.items), ",");
    case "tuple":
      return { kind: "tuple", open: node.open, close: node.close, items: node.items.map(interpret) };
    case "region":
    case "space":
      return { kind: "region", node };
    case "words":
      return { kind: "words", text: node.text };
    case "relation":
      return interpretRelation(node);
    case "ratio":
      return {
        kind: "ratio",
        parts: node.parts,
        ...(node.digits === undefined ? {} : { digits: node.digits }),
      };
    case "quantity":
      return withUnit(interpret(node.value), node.unit);
    case "modular": {
      const meaning = interpret(node.value);
      return meaning.kind === "scalar" ? { ...meaning, modulus: node.modulus } : meaning;
    }
    case "percent":
    case "degree": {
      const meaning = interpret(node.arg);
      return meaning.kind === "scalar" && meaning.mark === undefined
        ? { ...meaning, mark: node.kind }
        : meaning;
    }
    case "negate":
      return interpretNegative(node);
    default:
      return interpretExpression(node);
  }
}

function interpretNegative(node: Extract<Expression, { kind: "negate" }>): Meaning {
  const { arg } = node;
  if (arg.kind === "percent" || arg.kind === "degree")
    return interpret({ kind: arg.kind, arg: { kind: "negate", arg: arg.arg } });
  if (arg.kind === "quantity") return interpret({ ...arg, value: { kind: "negate", arg: arg.value } });
  return interpretExpression(node);
}

function interpretExpression(node: Expression): Meaning {
  if (holdsMatrix(node)) {
    const rows = matrixOf(node);
    if (rows !== undefined) return { kind: "matrix", rows };
    if (node.kind === "call" && node.name === "det" && node.args[0] !== undefined) {
      const determinant = determinantOf(matrixOf(node.args[0]) ?? []);
      if (determinant !== undefined) return { kind: "scalar", value: determinant };
    }
  }
  const variants = expandPlusMinus(node);
  if (variants.length > 1) return { kind: "list", items: variants.map(interpret), joint: "and" };
  return { kind: "scalar", value: node };
}

function withUnit(meaning: Meaning, unit: string): Meaning {
  if (meaning.kind === "scalar" && meaning.unit === undefined) return { ...meaning, unit };
  if (meaning.kind === "ratio" && (unit === "am" || unit === "pm")) return { ...meaning, half: unit };
  if (meaning.kind === "list")
    return { ...meaning, items: meaning.items.map((item) => withUnit(item, unit)) };
  return meaning;
}

function expandedItems(nodes: readonly Expression[]): Meaning[] {
  return nodes.flatMap((node) => {
    const meaning = interpret(node);
    return meaning.kind === "list" && node.kind !== "list"
      ? namedItems(meaning.items, meaning.name)
      : [meaning];
  });
}

function namedItems(items: readonly Meaning[], name: Expression | undefined): readonly Meaning[] {
  return name === undefined ? items : items.map((item) => ({ ...item, name }));
}

function collected(
  kind: "list" | "set",
  items: readonly Meaning[],
  joint: "," | ";" | "and" | "or",
): Meaning {
  const [first, ...rest] = items;
  if (first === undefined) return { kind: "region", node: { kind: "space", name: "empty" } };
  // `n = 1, 2, 3` names the list, not its first item.
  const isNamedList =
    first.name !== undefined && rest.length > 0 && rest.every((item) => item.name === undefined);
  if (isNamedList && first.kind !== "relation" && rest.every((item) => item.kind === first.kind)) {
    const { name, ...unnamed } = first;
    return { kind, items: [unnamed, ...rest], joint, ...(name === undefined ? {} : { name }) };
  }
  // `x ≠ 0, 1` leaves out both.
  if (first.kind === "relation" && first.signs.length === 1 && first.signs[0] === "≠") {
    const [subject] = first.members;
    const all = items.map((item): Meaning =>
      item.kind === "scalar" && subject !== undefined
        ? { kind: "relation", members: [subject, item.value], signs: ["≠"] }
        : item,
    );
    return { kind, items: all, joint: "and" };
  }
  return { kind, items, joint };
}
