import { codePoints } from "./code-points.ts";

const wordCharacter = "[\\p{L}\\p{N}_]";
/** Python's `\b`, which knows all letters. */
export const wordBoundary = `(?:(?<=${wordCharacter})(?!${wordCharacter})|(?<!${wordCharacter})(?=${wordCharacter}))`;
const spaceless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/**
 * How often a word or phrase occurs as text: in any case, with any white space between its words, and not as a part of another word
 * (where the script separates words).
 */
export function countPhrase(text: string, phrase: string): number {
  const parts = phrase
    .normalize("NFC")
    .split(/\s+/u)
    .filter((part) => part !== "");
  if (parts.length === 0) return 0;
  const body = parts.map(escapePattern).join("\\s+");
  const edge = (part: string | undefined, pattern: string): string =>
    part !== undefined && /[\p{L}\p{N}]/u.test(part) && !spaceless.test(part) ? pattern : "";
  const first = codePoints(parts[0] ?? "")[0];
  const last = codePoints(parts.at(-1) ?? "").at(-1);
  const pattern = `${edge(first, "(?<![\\p{L}\\p{M}\\p{N}_])")}${body}${edge(last, "(?![\\p{L}\\p{M}\\p{N}_])")}`;
  return text.normalize("NFC").match(new RegExp(pattern, "giu"))?.length ?? 0;
}

/** How often a pattern of the safe part of Python's regular expressions matches, in any case, or the text itself where it is not of that part. */
export function countPattern(text: string, pattern: string): number {
  if (pattern === "") return text.length + 1;
  return text.match(patternOf(pattern, (body) => body))?.length ?? 0;
}

/** Whether such a pattern matches between two of Python's word boundaries. */
export function hasPatternAsWord(text: string, pattern: string): boolean {
  return patternOf(pattern, (body) => `${wordBoundary}(?:${body})${wordBoundary}`).test(text);
}

/** A text as a pattern that matches only it. */
export function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/gu, "\\$&");
}

/**
 * Letters, digits and other plain characters, `.`, an escaped mark, `\w \d \s \b`, and `|` between alternatives: each step consumes one
 * character and nothing repeats, so a match takes time linear in the text.
 */
const safePattern = /^(?:[^\\^$.*+?()[\]{}|]|\.|\||\\[^\p{L}\p{N}]|\\[wdsb])*$/u;

function patternOf(pattern: string, wrap: (body: string) => string): RegExp {
  if (!safePattern.test(pattern)) return new RegExp(wrap(escapePattern(pattern)), "giu");
  const body = pattern.replace(/\\([\s\S])|\./gu, (_part, escaped: string | undefined) => {
    switch (escaped) {
      case undefined:
        return "[^\\n]";
      case "w":
        return wordCharacter;
      case "d":
        return "\\p{Nd}";
      case "s":
        return "\\s";
      case "b":
        return wordBoundary;
      default:
        return escapePattern(escaped);
    }
  });
  return new RegExp(wrap(body), "giu");
}
