import type { Parsed } from "../parsed.ts";
import { parsed, preview, unreadable } from "../parsed.ts";
import type { WorkCounter } from "../work-counter.ts";
import { type Bound, readBound } from "./bounds.ts";
import { type Clock, readClock } from "./clock.ts";
import { type PartialDate, readDate } from "./dates.ts";
import { foldTokens } from "./fold-tokens.ts";
import { type Quantity, readQuantity } from "./quantity.ts";
import { type Range, readRange } from "./ranges.ts";
import { readTokens, type Token } from "./tokens.ts";

/** What a cell or an answer says; `folded` is its text in comparable form. */
export type Value = { readonly folded: string } & (
  | { readonly kind: "number"; readonly number: Quantity }
  | { readonly kind: "date"; readonly date: PartialDate }
  | { readonly kind: "clock"; readonly clock: Clock }
  | { readonly kind: "range"; readonly range: Range }
  | { readonly kind: "bound"; readonly bound: Bound }
  | { readonly kind: "text" }
);

/** Reads one value from plain text. */
export function readValue(plain: string, work: WorkCounter): Parsed<Value> {
  const tokens = readTokens(plain, work);
  if (!tokens.ok) return tokens;
  const bare = unwrapped(tokens.value);
  const folded = foldTokens(bare);
  if (folded === "") return unreadable(`${preview(plain)} says nothing`);
  return parsed({ folded, ...classify(bare) });
}

type WithoutText<Each> = Each extends Value ? Omit<Each, "folded"> : never;

function classify(tokens: readonly Token[]): WithoutText<Value> {
  const date = readDate(tokens);
  if (date !== undefined) return { kind: "date", date };
  const clock = readClock(tokens);
  if (clock !== undefined) return { kind: "clock", clock };
  const range = readRange(tokens);
  if (range !== undefined) return { kind: "range", range };
  const bound = readBound(tokens);
  if (bound !== undefined) return { kind: "bound", bound };
  const number = readQuantity(withoutApproximately(tokens));
  return number === undefined ? { kind: "text" } : { kind: "number", number };
}

const quotes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ["“", "”"],
  ["‘", "’"],
  ["*", "*"],
]);

/** Without quotes around, and without a full stop, comma or semicolon at the end. */
function unwrapped(tokens: readonly Token[]): readonly Token[] {
  let [from, to] = [0, tokens.length];
  while (from < to) {
    const [first, last] = [tokens[from], tokens[to - 1]];
    if (last?.type === "sign" && /^[.,;]$/.test(last.text)) to--;
    else if (to - from > 1 && first !== undefined && quotes.get(first.text) === last?.text) {
      from++;
      to--;
    } else break;
  }
  return tokens.slice(from, to);
}

/** `≈ 12.5`, `approximately 12.5`, `in 2017`. */
function withoutApproximately(tokens: readonly Token[]): readonly Token[] {
  const [first, second, ...rest] = tokens;
  if (first === undefined || second === undefined) return tokens;
  if (/^(?:≈|~|approximately|about|around|roughly)$/.test(first.text)) return [second, ...rest];
  if (first.text === "approx") return second.text === "." ? rest : [second, ...rest];
  return first.text === "in" && rest.length === 0 && /^[12]\d{3}$/.test(second.text) ? [second] : tokens;
}
