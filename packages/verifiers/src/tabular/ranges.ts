import { equalRationals, rational } from "../numbers/rational.ts";
import { sameOrUnsaid, sameUnitOfRange } from "./equal-quantities.ts";
import { type Quantity, readQuantity } from "./quantity.ts";
import type { NumberToken, Token } from "./tokens.ts";

/** From one number to another. */
export interface Range {
  readonly low: Quantity;
  readonly high: Quantity;
}

/**
 * Reads `1990-1995`, `15 to 19 years`, `between $0 and $39,999`, `5–10%`, `2017/18` (which ends in 2018). The end must not be below
 * the start: `5-3` is a subtraction, and no range.
 */
export function readRange(tokens: readonly Token[]): Range | undefined {
  if (tokens.length < 3 || tokens.length > 24) return undefined;
  const { opening, rest } = withoutOpening(tokens);
  for (let index = 1; index < rest.length - 1; index++) {
    const separator = rest[index];
    if (separator === undefined || !separates(separator, opening)) continue;
    const [left, right] = [rest.slice(0, index), rest.slice(index + 1)];
    if (separator.text === "/" && !isYears(left, right)) continue;
    const range = readSeason(left, right) ?? readEnds(left, right);
    if (range !== undefined) return range;
  }
  return undefined;
}

/** Equal ends; a unit, a currency or a per cent sign may stand at one end only, or be left out. */
export function equalRanges(answer: Range, gold: Range): boolean {
  const [a, b] = [whole(answer), whole(gold)];
  return (
    equalRationals(answer.low.value, gold.low.value) &&
    equalRationals(answer.high.value, gold.high.value) &&
    a.percent === b.percent &&
    sameUnitOfRange(a.unit, b.unit) &&
    sameOrUnsaid(a.currency, b.currency)
  );
}

function whole({ low, high }: Range) {
  return {
    percent: low.percent || high.percent,
    unit: low.unit === "" ? high.unit : low.unit,
    currency: low.currency === "" ? high.currency : low.currency,
  };
}

function withoutOpening(tokens: readonly Token[]): { opening: string; rest: readonly Token[] } {
  const first = tokens[0]?.text ?? "";
  if (/^(?:from|between|aged|ages)$/.test(first)) return { opening: first, rest: tokens.slice(1) };
  return { opening: "", rest: tokens };
}

function separates({ type, text }: Token, opening: string): boolean {
  if (type === "word")
    return opening === "between" ? text === "and" : /^(?:to|through|until|till)$/.test(text);
  return type === "sign" && /^(?:-|–|—|−|→|\/)$/.test(text);
}

function readEnds(left: readonly Token[], right: readonly Token[]): Range | undefined {
  const low = readQuantity(trimHyphens(left));
  const high = readQuantity(trimHyphens(right));
  if (low === undefined || high === undefined) return undefined;
  const inOrder =
    low.value.numerator * high.value.denominator <= high.value.numerator * low.value.denominator;
  return inOrder && sameOrUnsaid(low.unit, high.unit) && sameOrUnsaid(low.currency, high.currency)
    ? { low, high }
    : undefined;
}

/** Two hyphens are a dash. */
function trimHyphens(tokens: readonly Token[]): readonly Token[] {
  return tokens[0]?.text === "-" && tokens[1]?.text === "-" ? tokens.slice(1) : tokens;
}

/** A year and the last two digits of one that follows it. */
function readSeason(left: readonly Token[], right: readonly Token[]): Range | undefined {
  const low = readQuantity(left);
  const [end] = right;
  if (low?.plainYear !== true || low.unit !== "" || end?.type !== "number" || !/^\d{2}$/.test(end.text))
    return undefined;
  const start = low.value.numerator / low.value.denominator;
  const year = start - (start % 100n) + BigInt(end.text);
  const high = readQuantity([
    { ...end, text: year.toString(), value: rational(year) } satisfies NumberToken,
    ...right.slice(1),
  ]);
  return high !== undefined && year > start ? { low, high } : undefined;
}

/** Between slashes only years make a range: `2013/2014`, `2017/18`. Two other numbers are a fraction. */
function isYears(left: readonly Token[], right: readonly Token[]): boolean {
  const [start] = left;
  const [end] = right;
  if (left.length !== 1 || right.length !== 1 || start?.type !== "number" || end?.type !== "number")
    return false;
  if (!/^[12]\d{3}$/.test(start.text)) return false;
  const next = (Number(start.text) + 1).toString();
  return end.text === next || end.text === next.slice(2);
}
