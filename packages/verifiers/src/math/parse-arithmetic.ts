import type { Expression } from "./expression.ts";
import { numeralOf, parseBase, parsePrimary, startsPrimary } from "./parse-primary.ts";
import { ParseFailure, type TokenCursor } from "./token-cursor.ts";

/** Terms joined by `+`, `-`, `±` and `∓`. */
export function parseSum(cursor: TokenCursor): Expression {
  return cursor.nested(() => {
    let left = parseTerm(cursor);
    while (cursor.atSign("+", "-", "±", "∓")) {
      const operator = cursor.next().text as "+" | "-" | "±" | "∓";
      left = { kind: "binary", operator, left, right: parseTerm(cursor) };
    }
    return left;
  });
}

/** Factors joined by a sign or by nothing, from left to right. */
export function parseTerm(cursor: TokenCursor): Expression {
  let left = parseSigned(cursor);
  for (;;) {
    if (cursor.atSign("*", "/")) {
      const operator = cursor.next().text as "*" | "/";
      left = { kind: "binary", operator, left, right: parseSigned(cursor) };
    } else if (cursor.current.kind === "command" && cursor.current.text === "bmod") {
      cursor.next();
      left = { kind: "binary", operator: "mod", left, right: parseSigned(cursor) };
    } else if (startsPrimary(cursor)) {
      left = parseImplicit(cursor, left);
    } else return left;
  }
}

/** Two factors beside each other: a mixed number such as `1\frac23` or `1 2/3`, or a product; `1 2` is neither. */
function parseImplicit(cursor: TokenCursor, left: Expression): Expression {
  const whole = left.kind === "number" && left.denominator === 1n && left.decimals === undefined;
  const next = cursor.current;
  if (next.kind === "number") {
    const slash = cursor.look(1);
    const below = cursor.look(2);
    const isMixed = whole && next.space && slash.text === "/" && below.kind === "number";
    if (!isMixed || next.text === "" || below.text === "")
      throw new ParseFailure("two numbers stand beside each other");
    const above = parsePrimary(cursor);
    cursor.next();
    const fraction: Expression = { kind: "binary", operator: "/", left: above, right: parsePrimary(cursor) };
    return { kind: "binary", operator: "+", left, right: fraction };
  }
  const isFraction = next.kind === "command" && next.text === "frac";
  const right = parsePower(cursor);
  if (whole && isFraction && isProperFraction(right)) return { kind: "binary", operator: "+", left, right };
  return { kind: "binary", operator: "*", left, right, implicit: true };
}

function isProperFraction(node: Expression): boolean {
  if (node.kind !== "binary" || node.operator !== "/") return false;
  const { left, right } = node;
  if (left.kind !== "number" || right.kind !== "number") return false;
  return left.denominator === 1n && right.denominator === 1n && left.numerator < right.numerator;
}

/** A factor with signs before it; `-x^2` is `-(x^2)`. */
export function parseSigned(cursor: TokenCursor): Expression {
  if (!cursor.atSign("+", "-", "±", "∓")) return parsePower(cursor);
  const sign = cursor.next().text;
  // A sign rules over a whole product, as in `-2x` or `±15\frac35`.
  const arg = cursor.nested(() => parseTermAfterSign(cursor));
  if (sign === "+") return arg;
  if (sign === "-") return { kind: "negate", arg };
  return { kind: "plus-minus", lower: sign === "∓", arg };
}

function parseTermAfterSign(cursor: TokenCursor): Expression {
  let left = parseSigned(cursor);
  while (startsPrimary(cursor)) left = parseImplicit(cursor, left);
  return left;
}

/** A primary with its power; `2^3^2` is `2^(3^2)`. */
export function parsePower(cursor: TokenCursor): Expression {
  return cursor.nested(() => raise(cursor, parsePrimary(cursor)));
}

/** Puts the powers, factorials, degree and percent signs that follow onto a base. */
export function raise(cursor: TokenCursor, start: Expression): Expression {
  let base = start;
  for (;;) {
    if (base.kind === "number" && base.denominator === 1n && cursor.takeSign("_")) {
      base = numeralOf(String(base.numerator), parseBase(cursor));
    } else if (cursor.takeSign("!")) {
      const double = cursor.atSign("!") && !cursor.current.space;
      if (double) cursor.next();
      base = { kind: "call", name: double ? "factorial2" : "factorial", args: [base] };
    } else if (cursor.takeSign("%")) base = { kind: "percent", arg: base };
    else if (cursor.takeSign("°")) base = { kind: "degree", arg: base };
    else if (cursor.takeSign("^")) {
      const exponent = parseExponent(cursor);
      if (exponent === undefined) base = { kind: "degree", arg: base };
      else base = { kind: "binary", operator: "^", left: base, right: exponent };
    } else return base;
  }
}

/** What stands behind `^`; nothing where it is the degree sign. */
export function parseExponent(cursor: TokenCursor): Expression | undefined {
  if (cursor.takeSign("°")) return undefined;
  if (cursor.atSign("{") && cursor.look(1).text === "°" && cursor.look(2).text === "}") {
    cursor.next();
    cursor.next();
    cursor.next();
    return undefined;
  }
  if (cursor.atSign("{") && cursor.look(1).kind === "word") {
    const ordinal = cursor.look(1).text;
    if (/^(?:st|nd|rd|th)$/.test(ordinal)) throw new ParseFailure("an ordinal is no number");
  }
  if (cursor.atSign("-", "+", "±")) return parseSignedExponent(cursor);
  return cursor.nested(() => {
    const base = parsePrimary(cursor);
    // `2^{3}!` is `(2^3)!`, and only towers go on to the right.
    if (cursor.takeSign("^")) {
      const exponent = parseExponent(cursor);
      if (exponent === undefined) throw new ParseFailure("a power has a degree sign");
      return { kind: "binary", operator: "^", left: base, right: exponent };
    }
    return base;
  });
}

function parseSignedExponent(cursor: TokenCursor): Expression {
  const sign = cursor.next().text;
  const arg = cursor.nested(() => parsePrimary(cursor));
  if (sign === "+") return arg;
  return sign === "-" ? { kind: "negate", arg } : { kind: "plus-minus", lower: false, arg };
}
