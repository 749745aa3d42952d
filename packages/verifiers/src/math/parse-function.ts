import { type Expression, integerNode } from "./expression.ts";
import { inverseNames } from "./known-names.ts";
import { parseExponent, parsePower, parseSigned } from "./parse-arithmetic.ts";
import { parseBrackets } from "./parse-brackets.ts";
import { parsePrimary, startsPrimary } from "./parse-primary.ts";
import { ParseFailure, type TokenCursor } from "./token-cursor.ts";

/** A known function with its power, base and argument: `\sin^2 x`, `\log_2 8`, `gcd(4,6)`, `sin^{-1}(x)`. */
export function parseFunction(cursor: TokenCursor): Expression {
  return cursor.nested(() => {
    let name = cursor.next().text;
    let power: Expression | undefined;
    let base: Expression | undefined;
    for (;;) {
      if (power === undefined && cursor.takeSign("^")) {
        power = parseExponent(cursor);
        if (power === undefined) throw new ParseFailure("a function has a degree sign for a power");
      } else if (base === undefined && cursor.takeSign("_")) base = parsePrimary(cursor);
      else break;
    }
    const inverse = inverseNames[name];
    if (inverse !== undefined && power !== undefined && isMinusOne(power)) {
      name = inverse;
      power = undefined;
    }
    const value = callOf(name, parseArguments(cursor), base);
    return power === undefined ? value : { kind: "binary", operator: "^", left: value, right: power };
  });
}

function isMinusOne(node: Expression): boolean {
  return (
    node.kind === "negate" &&
    node.arg.kind === "number" &&
    node.arg.numerator === 1n &&
    node.arg.denominator === 1n
  );
}

/** What is in the brackets, or the product that follows: `\sin 2x` is `\sin(2x)`. */
function parseArguments(cursor: TokenCursor): readonly Expression[] {
  if (cursor.wideArguments && (cursor.current.space || !cursor.atSign("("))) return [parseWide(cursor)];
  if (cursor.atSign("(", "{")) {
    const content = parseBrackets(cursor);
    return content.kind === "tuple" || content.kind === "set" ? content.items : [content];
  }
  if (cursor.atSign("-", "+")) return [parseSigned(cursor)];
  let product = parsePower(cursor);
  while (startsPrimary(cursor) && cursor.current.kind !== "function" && !cursor.atSign("(", "|")) {
    if (cursor.current.kind === "number") throw new ParseFailure("two numbers stand beside each other");
    product = { kind: "binary", operator: "*", left: product, right: parsePower(cursor), implicit: true };
  }
  return [product];
}

function parseWide(cursor: TokenCursor): Expression {
  let product = parseSigned(cursor);
  for (;;) {
    if (cursor.atSign("/", "*")) {
      const operator = cursor.next().text as "/" | "*";
      product = { kind: "binary", operator, left: product, right: parsePower(cursor) };
    } else if (
      startsPrimary(cursor) &&
      cursor.current.kind !== "function" &&
      cursor.current.kind !== "number"
    )
      product = { kind: "binary", operator: "*", left: product, right: parsePower(cursor), implicit: true };
    else return product;
  }
}

function callOf(name: string, args: readonly Expression[], base: Expression | undefined): Expression {
  const [first] = args;
  if (first === undefined) throw new ParseFailure(`${name} has no argument`);
  switch (name) {
    case "sqrt":
      return { kind: "call", name: "root", args: [first, integerNode(2n)] };
    case "cbrt":
      return { kind: "call", name: "root", args: [first, integerNode(3n)] };
    case "exp":
      return { kind: "binary", operator: "^", left: { kind: "constant", name: "e" }, right: first };
    case "lg":
      return { kind: "call", name: "log", args: [first, integerNode(10n)] };
    case "log":
      return { kind: "call", name: "log", args: base === undefined ? [first] : [first, base] };
  }
  return { kind: "call", name, args };
}
