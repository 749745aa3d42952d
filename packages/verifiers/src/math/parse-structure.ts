import { type Parsed, parsed, preview, unreadable } from "../parsed.ts";
import type { WorkCounter } from "../work-counter.ts";
import type { Expression, RelationSign } from "./expression.ts";
import { integerNode } from "./expression.ts";
import { numberWords } from "./known-names.ts";
import { parseSum } from "./parse-arithmetic.ts";
import { ParseFailure, TokenCursor } from "./token-cursor.ts";
import { tokenize } from "./tokenize.ts";

const relationSigns: ReadonlySet<string> = new Set(["=", "≈", "≠", "<", ">", "≤", "≥", "≡", "∈", "∉", "⊂"]);

/**
 * Reads a cleaned answer as mathematics: a number, an expression, a list, a set, a relation and so on. With wide arguments
 * `\tan x/2` is `\tan(x/2)`.
 */
export function parseExpression(text: string, work: WorkCounter, wideArguments = false): Parsed<Expression> {
  const tokens = tokenize(text, work);
  if (!tokens.ok) return tokens;
  const cursor = new TokenCursor(tokens.value, work, wideArguments);
  try {
    const expression = parseSequence(cursor);
    if (cursor.current.kind !== "end") throw new ParseFailure(`${cursor.current.text} is out of place`);
    return parsed(expression);
  } catch (error) {
    if (error instanceof ParseFailure) return unreadable(`${preview(text)} cannot be read: ${error.message}`);
    throw error;
  }
}

/** Items up to a closing sign or the end, separated by `,`, `;`, `and`, `or` or a line break. */
export function parseSequence(cursor: TokenCursor): Expression {
  return cursor.nested(() => {
    const groups: Expression[][] = [[]];
    const joints = new Set<"," | "and" | "or">();
    while (takeSeparator(cursor) !== undefined);
    for (;;) {
      (groups.at(-1) ?? []).push(parseItem(cursor));
      let separator = takeSeparator(cursor);
      if (separator === undefined) break;
      let ended = false;
      for (let again: string | undefined = separator; again !== undefined; again = takeSeparator(cursor)) {
        separator = again === "," ? separator : (again as typeof separator);
        ended = isEnd(cursor);
      }
      if (ended || isEnd(cursor)) break;
      if (separator === ";") groups.push([]);
      else joints.add(separator);
    }
    const joint = joints.has("or") ? "or" : joints.has("and") ? "and" : ",";
    const items = groups.map((group) => listOf(group, joint));
    return items.length === 1 ? (items[0] ?? integerNode(0n)) : { kind: "list", items, joint: ";" };
  });
}

function listOf(items: readonly Expression[], joint: "," | "and" | "or"): Expression {
  const [only] = items;
  return items.length === 1 && only !== undefined ? only : { kind: "list", items, joint };
}

function isEnd(cursor: TokenCursor): boolean {
  const { current } = cursor;
  return (
    current.kind === "end" ||
    (current.kind === "sign" && /^(?:[)\]}|⟩]|\\\})$/.test(current.text)) ||
    current.text.startsWith("end:")
  );
}

function takeSeparator(cursor: TokenCursor): "," | ";" | "and" | "or" | undefined {
  const { current } = cursor;
  if (current.kind === "sign" && (current.text === "," || current.text === ";")) {
    cursor.next();
    return current.text;
  }
  if (current.kind === "command" && current.text === "row") {
    cursor.next();
    return ",";
  }
  if (current.kind === "word" && /^(?:and|or)$/i.test(current.text)) {
    cursor.next();
    return current.text.toLowerCase() === "or" ? "or" : "and";
  }
  return undefined;
}

/** One relation, number or expression with its unit. */
export function parseItem(cursor: TokenCursor): Expression {
  const words = leadingWords(cursor);
  if (words !== undefined) return words;
  let item = parseRelation(cursor);
  item = withModulus(cursor, item);
  return withUnit(cursor, item);
}

/** Words that are no number: the answer itself, as in `east`, or the name of what follows, as in `Area = 12`. */
function leadingWords(cursor: TokenCursor): Expression | undefined {
  const { current } = cursor;
  if (current.kind !== "word" || isNumberWord(current.text) || isCurrency(current.text)) return undefined;
  const start = cursor.position;
  const words: string[] = [];
  while (!isEnd(cursor) && !cursor.atSign(",", ";", "=", ":") && !cursor.atWord("and", "or")) {
    if (cursor.current.text === "row") break;
    words.push(cursor.next().text);
  }
  if (cursor.atSign("=") || (cursor.atSign(":") && words.length <= 3)) {
    cursor.next();
    const value = parseItem(cursor);
    return { kind: "relation", members: [{ kind: "symbol", name: words.join(" ") }, value], signs: ["="] };
  }
  if (words.length === 0) cursor.rewind(start);
  return words.length === 0 ? undefined : { kind: "words", text: words.join(" ").toLowerCase() };
}

function parseRelation(cursor: TokenCursor): Expression {
  const members: Expression[] = [];
  const signs: RelationSign[] = [];
  if (cursor.atSign("≈")) members.push({ kind: "symbol", name: "?" });
  else members.push(parseMember(cursor));
  while (cursor.current.kind === "sign" && relationSigns.has(cursor.current.text)) {
    signs.push(cursor.next().text as RelationSign);
    if (cursor.atSign("≈", "=")) signs.pop();
    else members.push(parseMember(cursor));
  }
  const [only] = members;
  return members.length === 1 && only !== undefined ? only : { kind: "relation", members, signs };
}

/** A member of a chain; a dollar behind it, as in `1 \\$ = 1`, is dropped. */
function parseMember(cursor: TokenCursor): Expression {
  const member = parseRatio(cursor);
  if (cursor.current.text === "$" && relationSigns.has(cursor.look(1).text)) cursor.next();
  return member;
}

function parseRatio(cursor: TokenCursor): Expression {
  const first = cursor.current;
  const parts = [parseRegion(cursor)];
  const digits = [first.kind === "number" ? first.text : ""];
  while (!cursor.inSet && cursor.atSign(":")) {
    cursor.next();
    digits.push(cursor.current.kind === "number" ? cursor.current.text : "");
    parts.push(parseRegion(cursor));
  }
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  return { kind: "ratio", parts, ...(digits.every((part) => part !== "") ? { digits } : {}) };
}

function parseRegion(cursor: TokenCursor): Expression {
  let left = parseSum(cursor);
  while (cursor.atSign("∪", "∩", "∖")) {
    const operator = cursor.next().text as "∪" | "∩" | "∖";
    left = { kind: "region", operator, left, right: parseSum(cursor) };
  }
  return left;
}

function withModulus(cursor: TokenCursor, item: Expression): Expression {
  const { current } = cursor;
  if (current.kind === "command" && current.text === "pmod") {
    cursor.next();
    return { kind: "modular", value: item, modulus: parseSum(cursor) };
  }
  const inner = cursor.look(1);
  if (cursor.atSign("(") && (inner.text === "bmod" || inner.text === "mod")) {
    cursor.next();
    cursor.next();
    const modulus = parseSum(cursor);
    cursor.expectSign(")");
    return { kind: "modular", value: item, modulus };
  }
  return item;
}

const scales: Readonly<Record<string, bigint>> = {
  hundred: 100n,
  thousand: 1000n,
  million: 1_000_000n,
  billion: 1_000_000_000n,
  trillion: 1_000_000_000_000n,
};

/** Words behind a value: a scale, `percent`, `degrees`, or a unit. */
function withUnit(cursor: TokenCursor, item: Expression): Expression {
  let value = item;
  while (cursor.current.kind === "word" && !cursor.atWord("and", "or")) {
    const scale = scales[cursor.current.text.toLowerCase()];
    if (scale !== undefined) {
      cursor.next();
      value = { kind: "binary", operator: "*", left: value, right: integerNode(scale) };
    } else if (cursor.atWord("percent", "percentage", "pct")) {
      cursor.next();
      value = { kind: "percent", arg: value };
    } else if (cursor.atWord("degrees", "degree", "deg", "degs")) {
      cursor.next();
      value = { kind: "degree", arg: value };
    } else break;
  }
  const unit = unitPhrase(cursor);
  return unit === "" ? value : { kind: "quantity", value, unit };
}

function unitPhrase(cursor: TokenCursor): string {
  const words: string[] = [];
  while (cursor.current.kind === "word" && !cursor.atWord("and", "or") && words.length < 6) {
    words.push(unitWord(cursor));
    if (cursor.atSign(".")) cursor.next();
    if (cursor.atSign("/") && cursor.look(1).kind !== "number") {
      cursor.next();
      words.push("/");
      const below = cursor.look(0);
      if (below.kind === "symbol" || below.kind === "word") words.push(unitWord(cursor));
    }
  }
  return words.join(" ");
}

function unitWord(cursor: TokenCursor): string {
  const word = cursor.next().text.toLowerCase();
  if (!cursor.takeSign("^")) return word;
  const braced = cursor.takeSign("{");
  const power = cursor.next();
  if (power.kind !== "number") throw new ParseFailure("the unit has a power that is no number");
  if (braced) cursor.expectSign("}");
  return `${word}^${power.text}`;
}

/** Whether a word is a number such as `twelve`. */
function isNumberWord(word: string): boolean {
  return Object.hasOwn(numberWords, word.toLowerCase());
}

/** Whether a word is a sign of money, which stands before its number. */
export function isCurrency(word: string): boolean {
  return word === "$" || word === "€" || word === "£";
}
