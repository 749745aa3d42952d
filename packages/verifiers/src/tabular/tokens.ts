import { isSpace } from "../extraction/trimmed-span.ts";
import { type Parsed, parsed, unreadable } from "../parsed.ts";
import { scanNumber } from "../numbers/scan-number.ts";
import type { Rational } from "../numbers/rational.ts";
import type { WorkCounter } from "../work-counter.ts";

interface Placed {
  /** As it is written, in lower case. */
  readonly text: string;
  /** Whether white space stands before it. */
  readonly apart: boolean;
}

/** A number without its sign; `decimals` is how many places behind the point are written, below zero where zeros stand for them. */
export interface NumberToken extends Placed {
  readonly type: "number";
  readonly value: Rational;
  readonly decimals: number;
}

/** A word with its digits and apostrophes, or one sign. */
export interface OtherToken extends Placed {
  readonly type: "word" | "sign";
}

/** What an answer is made of. */
export type Token = NumberToken | OtherToken;

// Besides ASCII white space: the no-break spaces and the thin ones, which are seen as a space.
const wideSpace = /[\u00a0\u2007\u2009\u202f\u3000]/;
const letter = /[\p{L}\p{M}]/u;
const inWord = /[\p{L}\p{M}\p{N}'’]/u;

/** Numbers, words and signs of a text. Every character that is no white space is in one of them, hidden ones too. */
export function readTokens(text: string, work: WorkCounter): Parsed<readonly Token[]> {
  const folded = text.normalize("NFC").toLowerCase();
  const tokens: Token[] = [];
  let apart = false;
  let index = 0;
  while (index < folded.length) {
    work.take();
    if (isSpace(folded.charCodeAt(index)) || wideSpace.test(folded[index] ?? "")) {
      apart = true;
      index++;
      continue;
    }
    const token = readNumber(folded, index, work) ?? parsed(readOther(folded, index));
    if (!token.ok) return token;
    tokens.push({ ...token.value, apart });
    index += token.value.text.length;
    apart = false;
  }
  return parsed(tokens);
}

type Bare = Omit<NumberToken, "apart"> | Omit<OtherToken, "apart">;

function readNumber(text: string, start: number, work: WorkCounter): Parsed<Bare> | undefined {
  if (!/^\.?[0-9]/.test(text.slice(start, start + 2))) return undefined;
  const notations = { fractions: false, powersOfTen: true };
  const number = scanNumber(text.slice(start, start + 2_000), notations, work);
  if (!number.ok) return unreadable(number.message, number.class);
  const end = start + number.value.end;
  // A full stop behind a number ends the sentence.
  const written = text.slice(start, text[end - 1] === "." ? end - 1 : end);
  return parsed({ type: "number", text: written, value: number.value.value, decimals: decimalsOf(written) });
}

function decimalsOf(written: string): number {
  const [mantissa = "", exponent = "0"] = written.split(/e|[*x×·] {0,2}10\^/u);
  const point = mantissa.trim().indexOf(".");
  const places = point < 0 ? 0 : mantissa.trim().length - point - 1;
  return places - Number(exponent.replace("−", "-"));
}

function readOther(text: string, start: number): Bare {
  let end = start + 1;
  if (letter.test(text[start] ?? "")) {
    while (end < text.length && inWord.test(text[end] ?? "")) end++;
    return { type: "word", text: text.slice(start, end).replaceAll("’", "'") };
  }
  const pair = text.codePointAt(start) ?? 0;
  return { type: "sign", text: text.slice(start, start + (pair > 0xffff ? 2 : 1)) };
}
