/** How two members of a chain such as `0 < x ≤ 1` are related. */
export type RelationSign = "=" | "≈" | "≠" | "<" | ">" | "≤" | "≥" | "≡" | "∈" | "∉" | "⊂";

/** A number as it was written. */
export interface NumberNode {
  readonly kind: "number";
  readonly numerator: bigint;
  /** Positive. */
  readonly denominator: bigint;
  /** Digits behind the decimal point; left out for integers and repeating decimals. */
  readonly decimals?: number;
  /** Digits without leading zeros, for a decimal. */
  readonly significant?: number;
  /** `1.414…`: the digits go on, nobody says how. */
  readonly open?: boolean;
}

/** What an answer says, as a tree. */
export type Expression =
  | NumberNode
  /** `204_5`, where a single digit may also be an index. */
  | { readonly kind: "numeral"; readonly value: bigint; readonly base: number; readonly digits: string }
  | { readonly kind: "symbol"; readonly name: string }
  | { readonly kind: "constant"; readonly name: "pi" | "e" | "i" | "infinity" }
  /** A known function; `root` has the radicand and the degree, `log` the argument and perhaps the base. */
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] }
  /** An unknown function such as `f(x)` or `F_n`. */
  | { readonly kind: "apply"; readonly name: string; readonly args: readonly Expression[] }
  | {
      readonly kind: "binary";
      readonly operator: "+" | "-" | "*" | "/" | "^" | "±" | "∓" | "mod";
      readonly left: Expression;
      readonly right: Expression;
      /** A product that was written without a sign. */
      readonly implicit?: boolean;
    }
  | { readonly kind: "negate"; readonly arg: Expression }
  | { readonly kind: "plus-minus"; readonly lower: boolean; readonly arg: Expression }
  | { readonly kind: "percent"; readonly arg: Expression }
  | { readonly kind: "degree"; readonly arg: Expression }
  | {
      readonly kind: "series";
      readonly operator: "+" | "*";
      readonly variable: string;
      readonly from: Expression;
      readonly to: Expression;
      readonly body: Expression;
    }
  /** Separated by commas, semicolons, `and` or `or`, without brackets. */
  | { readonly kind: "list"; readonly items: readonly Expression[]; readonly joint: "," | ";" | "and" | "or" }
  | { readonly kind: "set"; readonly items: readonly Expression[] }
  | {
      readonly kind: "tuple";
      readonly open: string;
      readonly close: string;
      readonly items: readonly Expression[];
    }
  | { readonly kind: "matrix"; readonly rows: readonly (readonly Expression[])[] }
  | {
      readonly kind: "region";
      readonly operator: "∪" | "∩" | "∖";
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: "space"; readonly name: "reals" | "empty" }
  | {
      readonly kind: "relation";
      readonly members: readonly Expression[];
      readonly signs: readonly RelationSign[];
    }
  /** `7:32`, `1:2:3` or the time `12:30`; `digits` where each part was written as digits. */
  | { readonly kind: "ratio"; readonly parts: readonly Expression[]; readonly digits?: readonly string[] }
  | { readonly kind: "quantity"; readonly value: Expression; readonly unit: string }
  | { readonly kind: "modular"; readonly value: Expression; readonly modulus: Expression }
  | { readonly kind: "words"; readonly text: string };

/** A whole number as a node. */
export function integerNode(value: bigint): NumberNode {
  return { kind: "number", numerator: value, denominator: 1n };
}

/** The parts of an expression, one level down. */
export function childrenOf(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case "number":
    case "numeral":
    case "symbol":
    case "constant":
    case "space":
    case "words":
      return [];
    case "call":
    case "apply":
      return node.args;
    case "binary":
    case "region":
      return [node.left, node.right];
    case "negate":
    case "plus-minus":
    case "percent":
    case "degree":
      return [node.arg];
    case "series":
      return [node.from, node.to, node.body];
    case "list":
    case "set":
    case "tuple":
      return node.items;
    case "matrix":
      return node.rows.flat();
    case "relation":
      return node.members;
    case "ratio":
      return node.parts;
    case "quantity":
      return [node.value];
    case "modular":
      return [node.value, node.modulus];
  }
}

/** Whether any node of the tree passes. */
export function someNode(node: Expression, test: (node: Expression) => boolean): boolean {
  return test(node) || childrenOf(node).some((child) => someNode(child, test));
}
