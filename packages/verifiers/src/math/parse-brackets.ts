import type { Expression } from "./expression.ts";
import { parseSum } from "./parse-arithmetic.ts";
import { parseSequence } from "./parse-structure.ts";
import { ParseFailure, type TokenCursor } from "./token-cursor.ts";

/** What begins with a sign: brackets of any kind, bars, `∞` and `∅`. */
export function parseBrackets(cursor: TokenCursor): Expression {
  const { text } = cursor.current;
  switch (text) {
    case "(":
    case "[":
    case "]":
    case "⟨":
      return cursor.nested(() => parseTuple(cursor));
    case "{":
      return cursor.nested(() => parseBraces(cursor));
    case "\\{":
      return cursor.nested(() => parseSet(cursor));
    case "|":
    case "‖":
      return cursor.nested(() => parseBars(cursor, text));
    case "⌊":
    case "⌈":
      return cursor.nested(() => parseRounded(cursor, text));
    case "∞":
      cursor.next();
      return { kind: "constant", name: "infinity" };
    case "∅":
      cursor.next();
      return { kind: "space", name: "empty" };
  }
  throw new ParseFailure(`${text} is out of place`);
}

/** Round or square brackets: a group around one thing, a tuple or an interval around more. */
function parseTuple(cursor: TokenCursor): Expression {
  const first = cursor.next().text;
  // `]0,1[` is how some write (0,1).
  const open = first === "]" ? "(" : first;
  const bars = cursor.openBars;
  const wasInSet = cursor.inSet;
  cursor.openBars = 0;
  cursor.inSet = false;
  const content = parseSequence(cursor);
  cursor.openBars = bars;
  cursor.inSet = wasInSet;
  const last = cursor.expectSign(...(open === "⟨" ? ["⟩"] : [")", "]", "["]));
  const close = last === "[" ? ")" : last;
  if (content.kind === "list") return { kind: "tuple", open, close, items: content.items };
  if ((open === "(") !== (close === ")")) throw new ParseFailure("the brackets do not match");
  return content;
}

/** Plain braces: a group around one thing, a set around more. */
function parseBraces(cursor: TokenCursor): Expression {
  cursor.next();
  if (cursor.takeSign("}")) return { kind: "space", name: "empty" };
  const content = parseSequence(cursor);
  if (cursor.current.kind === "command" && /^(?:over|choose)$/.test(cursor.current.text)) {
    const { text } = cursor.next();
    const below = parseSum(cursor);
    cursor.expectSign("}");
    return text === "over"
      ? { kind: "binary", operator: "/", left: content, right: below }
      : { kind: "call", name: "binom", args: [content, below] };
  }
  cursor.expectSign("}");
  return content.kind === "list" ? { kind: "set", items: content.items } : content;
}

/** `\{1, 2\}`, or a condition as in `\{x : x > 2\}`. */
function parseSet(cursor: TokenCursor): Expression {
  cursor.next();
  if (cursor.takeSign("\\}")) return { kind: "space", name: "empty" };
  const wasInSet = cursor.inSet;
  cursor.inSet = true;
  let content = parseSequence(cursor);
  cursor.inSet = wasInSet;
  const isCondition = cursor.takeSign("|", ":");
  if (isCondition) content = parseSequence(cursor);
  cursor.expectSign("\\}");
  if (isCondition) return content;
  return { kind: "set", items: content.kind === "list" ? content.items : [content] };
}

function parseBars(cursor: TokenCursor, bar: string): Expression {
  cursor.next();
  cursor.openBars++;
  const content = parseSum(cursor);
  cursor.expectSign(bar);
  cursor.openBars--;
  return { kind: "call", name: content.kind === "matrix" ? "det" : "abs", args: [content] };
}

function parseRounded(cursor: TokenCursor, open: string): Expression {
  cursor.next();
  const content = parseSum(cursor);
  cursor.expectSign(open === "⌊" ? "⌋" : "⌉");
  return { kind: "call", name: open === "⌊" ? "floor" : "ceil", args: [content] };
}
