import { type Expression, integerNode } from "./expression.ts";
import { parseExponent, parsePower, parseSum, parseTerm } from "./parse-arithmetic.ts";
import { parseBrackets } from "./parse-brackets.ts";
import { parseEnvironment } from "./parse-environment.ts";
import { parsePrimary } from "./parse-primary.ts";
import { ParseFailure, type TokenCursor } from "./token-cursor.ts";

/** A LaTeX command with its arguments. */
export function parseCommand(cursor: TokenCursor): Expression {
  return cursor.nested(() => {
    const { text } = cursor.next();
    switch (text) {
      case "frac":
        return { kind: "binary", operator: "/", left: parseArgument(cursor), right: parseArgument(cursor) };
      case "binom":
        return { kind: "call", name: "binom", args: [parseArgument(cursor), parseArgument(cursor)] };
      case "sqrt":
        return parseRoot(cursor);
      case "overline":
      case "bar":
        return named(parseArgument(cursor));
      case "phantom":
        // What is invisible says nothing; what stands behind it is read.
        if (cursor.atSign("{", "-", "+")) skipPhantom(cursor);
        return parsePower(cursor);
      case "sum":
        return parseSeries(cursor, "+");
      case "prod":
        return parseSeries(cursor, "*");
      case "mathbb":
        return parseSpace(cursor);
    }
    if (text.startsWith("begin:")) return parseEnvironment(cursor, text.slice("begin:".length));
    throw new ParseFailure(`\\${text} is out of place`);
  });
}

/** One argument: something in braces, or a single sign; of `12` only the first digit. */
function parseArgument(cursor: TokenCursor): Expression {
  const { current } = cursor;
  if (current.kind !== "number" || current.text.length < 2) return parsePrimary(cursor);
  const [first = "", ...rest] = current.text;
  const left = rest.join("");
  cursor.replace({ kind: "number", text: left, space: false, node: integerNode(BigInt(left)) });
  return integerNode(BigInt(first));
}

function parseRoot(cursor: TokenCursor): Expression {
  let degree: Expression = integerNode(2n);
  if (cursor.takeSign("[")) {
    degree = parseSum(cursor);
    cursor.expectSign("]");
  }
  return { kind: "call", name: "root", args: [parsePrimary(cursor), degree] };
}

/** A bar over one letter conjugates it, over more it names a segment. */
function named(arg: Expression): Expression {
  if (arg.kind === "symbol" && arg.name.length > 1) return { kind: "symbol", name: `overline ${arg.name}` };
  return { kind: "call", name: "conjugate", args: [arg] };
}

function skipPhantom(cursor: TokenCursor): void {
  if (!cursor.takeSign("{")) {
    cursor.next();
    return;
  }
  for (let depth = 1; depth > 0;) {
    const token = cursor.next();
    if (token.kind === "end") throw new ParseFailure("a brace is not closed");
    if (token.text === "{") depth++;
    if (token.text === "}") depth--;
  }
}

function parseSeries(cursor: TokenCursor, operator: "+" | "*"): Expression {
  let lower: { variable: string; from: Expression } | undefined;
  let to: Expression | undefined;
  while (cursor.atSign("_", "^")) {
    if (cursor.next().text === "^") to = parseExponent(cursor);
    else {
      cursor.expectSign("{");
      const variable = cursor.next().text;
      cursor.expectSign("=");
      lower = { variable, from: parseSum(cursor) };
      cursor.expectSign("}");
    }
  }
  if (lower === undefined || to === undefined) throw new ParseFailure("a sum has no bounds");
  const wasBound = cursor.bound.has(lower.variable);
  cursor.bound.add(lower.variable);
  const body = parseTerm(cursor);
  if (!wasBound) cursor.bound.delete(lower.variable);
  return { kind: "series", operator, ...lower, to, body };
}

function parseSpace(cursor: TokenCursor): Expression {
  const content = cursor.atSign("{") ? parseBrackets(cursor) : parsePrimary(cursor);
  if (content.kind !== "symbol") throw new ParseFailure("a double-struck letter is missing");
  return content.name === "R"
    ? { kind: "space", name: "reals" }
    : { kind: "symbol", name: `double ${content.name}` };
}
