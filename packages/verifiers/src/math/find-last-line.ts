import { candidateAt, type Finder } from "../extraction/candidate.ts";
import { trimmedSpan } from "../extraction/trimmed-span.ts";
import { findFormulas } from "./find-formulas.ts";
import { isMathLike, statedIn } from "./statement-text.ts";
import { trimSpace } from "./trim-space.ts";

const longestBareAnswer = 80;
const courtesies = /(?:i hope it is correct|i hope this helps)[.!]?$/i;

/**
 * The answer of a response that names none: all of it where it is one short line, else the last formula of its last sentence, or
 * the number that the sentence comes to. A sentence with several numbers and no verb before one of them says nothing.
 */
export const findLastLine: Finder = (text, from, to) => {
  const end = withoutTail(text, from, to);
  const display = findFormulas(text, Math.max(from, end - 2100), end).at(-1);
  const lineStart = Math.max(from, text.lastIndexOf("\n", end - 1) + 1);
  const isWhole = trimSpace(text.slice(from, lineStart)) === "";
  if (isWhole && (end - from <= longestBareAnswer || isMathLike(text.slice(from, end)))) {
    const only = text.slice(from, end);
    if (isMathLike(only)) return ranged(text, soleFormula(text, from, end) ?? { from, to: end });
    if (!/\d|\$/.test(only)) return ranged(text, { from: from + nameStart(only), to: end });
  }
  const trailing = display === undefined ? "-" : text.slice(display.end, end);
  if (display !== undefined && display.start < lineStart && /^[ \t\n\r.,;]*$/.test(trailing))
    return ranged(text, { from: display.innerStart, to: display.innerEnd });
  for (const sentence of sentences(text, lineStart, end).reverse()) {
    const stated = statedIn(text, sentence);
    if (stated !== undefined) return ranged(text, stated);
    if (/\d|\$/.test(text.slice(sentence.from, sentence.to))) return [];
  }
  return [];
};

/** Where the name begins that a short sentence comes to: `Evelyn` in "the fastest is Evelyn". */
function nameStart(sentence: string): number {
  const verb = sentence.lastIndexOf(" is ");
  const rest = verb < 0 ? "" : sentence.slice(verb + 4);
  return verb >= 0 && !/^not\b/i.test(rest) && rest.split(" ").length <= 3 ? verb + 4 : 0;
}

/** A line that is one formula: its inside, without braces that draw nothing. */
function soleFormula(text: string, from: number, to: number): { from: number; to: number } | undefined {
  const [only, ...others] = findFormulas(text, from, to);
  if (only === undefined || others.length > 0) return undefined;
  if (trimSpace(text.slice(from, only.start)) !== "" || !/^[ \t\n\r.]*$/.test(text.slice(only.end, to)))
    return undefined;
  return statedIn(text, { from: only.start, to: only.end });
}

function ranged(text: string, range: { from: number; to: number }) {
  return [candidateAt(text, range, "last-line")];
}

/** Where the text ends without the signs of chat formats and without courtesies. */
function withoutTail(text: string, from: number, to: number): number {
  let end = to;
  for (let round = 0; round < 6; round++) {
    const kept = text.slice(Math.max(from, end - 200), end);
    const bare = withoutEndSpace(kept).replace(/<\|[^|<>]{1,30}\|>(?:user|assistant)?$/, "");
    const trimmed = withoutEndSpace(bare.replace(courtesies, ""));
    if (trimmed.length === kept.length) break;
    end -= kept.length - trimmed.length;
  }
  return end;
}

function withoutEndSpace(text: string): string {
  return text.slice(0, trimmedSpan(text, 0, text.length).end);
}

function sentences(text: string, from: number, to: number): { from: number; to: number }[] {
  const formulas = findFormulas(text, from, to);
  const found: { from: number; to: number }[] = [];
  let start = from;
  let formula = 0;
  for (let index = from; index < to; index++) {
    while ((formulas[formula]?.end ?? to) <= index) formula++;
    const inside = formulas[formula];
    if (inside !== undefined && index >= inside.start) {
      index = inside.end - 1;
      continue;
    }
    if (/[.!?]/.test(text[index] ?? "") && /^(?:[ \t\n\r]|$)/.test(text.slice(index + 1, index + 2))) {
      // A question states nothing.
      if (text[index] !== "?") found.push({ from: start, to: index });
      start = index + 1;
    }
  }
  if (trimSpace(text.slice(start, to)) !== "") found.push({ from: start, to });
  return found;
}
