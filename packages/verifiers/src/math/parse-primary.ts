import type { Expression } from "./expression.ts";
import { integerNode } from "./expression.ts";
import { numberWords } from "./known-names.ts";
import { raise } from "./parse-arithmetic.ts";
import { parseBrackets } from "./parse-brackets.ts";
import { parseCommand } from "./parse-command.ts";
import { parseFunction } from "./parse-function.ts";
import { isCurrency } from "./parse-structure.ts";
import { ParseFailure, type TokenCursor } from "./token-cursor.ts";

const openers: ReadonlySet<string> = new Set(["(", "{", "⌊", "⌈", "∞"]);
/** Letters that name functions when a bracket follows. */
const functionLetters = /^(?:[fghFGHPQW]'*|phi|psi|varphi)$/;

/** Whether the current token begins a factor that may stand beside another one. */
export function startsPrimary(cursor: TokenCursor): boolean {
  const { kind, text } = cursor.current;
  switch (kind) {
    case "number":
    case "symbol":
    case "function":
      return true;
    case "command":
      return !/^(?:end:|row$|pmod$|bmod$|choose$|over$)/.test(text);
    case "sign":
      if (text === "(") return !/^b?mod$/.test(cursor.look(1).text);
      if (text === "|") return cursor.openBars === 0 && !cursor.inSet;
      return openers.has(text);
    case "word":
    case "end":
      return false;
  }
}

/** A number, a letter, a function with its argument, something in brackets, or a command with its arguments. */
export function parsePrimary(cursor: TokenCursor): Expression {
  const token = cursor.current;
  switch (token.kind) {
    case "number":
      return parseNumber(cursor);
    case "symbol":
      return parseSymbol(cursor);
    case "function":
      return parseFunction(cursor);
    case "command":
      return parseCommand(cursor);
    case "sign":
      return parseBrackets(cursor);
    case "word":
      return parseWord(cursor);
    case "end":
      throw new ParseFailure("the answer ends too early");
  }
}

function parseNumber(cursor: TokenCursor): Expression {
  const { node, text } = cursor.next();
  if (node === undefined) throw new ParseFailure("a number is missing");
  if (!cursor.atSign("_")) return node;
  cursor.next();
  const base = parseBase(cursor);
  return numeralOf(text, base);
}

/** A base behind `_`: `5`, `{12}` or a word. */
export function parseBase(cursor: TokenCursor): number {
  const braced = cursor.takeSign("{");
  const inner = braced && cursor.takeSign("(");
  const token = cursor.next();
  const value = token.kind === "number" ? Number(token.text) : numberWords[token.text.toLowerCase()];
  if (inner) cursor.expectSign(")");
  if (braced) cursor.expectSign("}");
  if (value === undefined) throw new ParseFailure("the base is no number");
  return value;
}

const digitValues = "0123456789abcdefghijklmnopqrstuvwxyz";

/** Digits in a base between 2 and 36. */
export function numeralOf(digits: string, base: number): Expression {
  if (!Number.isInteger(base) || base < 2 || base > 36)
    throw new ParseFailure("the base is not between 2 and 36");
  let value = 0n;
  for (const digit of digits.toLowerCase()) {
    const worth = digitValues.indexOf(digit);
    if (worth < 0 || worth >= base) throw new ParseFailure(`${digit} is no digit in base ${base}`);
    value = value * BigInt(base) + BigInt(worth);
  }
  if (digits === "") throw new ParseFailure("a numeral has no digits");
  return { kind: "numeral", value, base, digits: digits.toLowerCase().replace(/^0+(?=.)/, "") };
}

function parseSymbol(cursor: TokenCursor): Expression {
  let name = cursor.next().text;
  while (cursor.atSign("'")) {
    cursor.next();
    name += "'";
  }
  let subscript: Expression | undefined;
  if (cursor.takeSign("_")) {
    const index = cursor.nested(() => parsePrimary(cursor));
    if (index.kind === "number" && index.denominator === 1n) name += `_${index.numerator}`;
    else subscript = index;
  }
  if (subscript !== undefined) return { kind: "apply", name: `${name}_`, args: [subscript] };
  if (
    cursor.atSign("(") &&
    !cursor.current.space &&
    (functionLetters.test(name) || isAppliedToLetter(cursor))
  ) {
    const argument = parseBrackets(cursor);
    const args = argument.kind === "tuple" ? argument.items : [argument];
    return { kind: "apply", name, args };
  }
  if (name === "C" && cursor.atSign("(") && cursor.look(2).text === ",") {
    const argument = parseBrackets(cursor);
    if (argument.kind === "tuple" && argument.items.length === 2)
      return { kind: "call", name: "binom", args: argument.items };
    return { kind: "apply", name, args: [argument] };
  }
  if (!cursor.bound.has(name)) {
    if (name === "pi" || name === "e" || name === "i") return { kind: "constant", name };
  }
  return { kind: "symbol", name };
}

/** `p(x)`: one letter in brackets behind a letter. */
function isAppliedToLetter(cursor: TokenCursor): boolean {
  return (
    cursor.look(1).kind === "symbol" && /^[a-z]$/.test(cursor.look(1).text) && cursor.look(2).text === ")"
  );
}

function parseWord(cursor: TokenCursor): Expression {
  const { text } = cursor.current;
  const value = numberWords[text.toLowerCase()];
  if (value !== undefined) {
    cursor.next();
    return integerNode(BigInt(value));
  }
  if (isCurrency(text)) {
    cursor.next();
    const negative = cursor.takeSign("-");
    const amount = raise(cursor, parsePrimary(cursor));
    return { kind: "quantity", value: negative ? { kind: "negate", arg: amount } : amount, unit: text };
  }
  throw new ParseFailure(`the word ${text} is out of place`);
}
