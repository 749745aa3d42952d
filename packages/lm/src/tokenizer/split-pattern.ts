import { GuruError } from "@guru/core";

/**
 * Our split of small models: every digit and punctuation mark stands alone, words take the space before them along,
 * other whitespace stays together.
 */
export const defaultSplitPattern = "\\p{N}|[^\\s\\p{L}\\p{N}]| ?\\p{L}+|\\s+(?!\\S)|\\s+";

/** GPT-2's split, which the `ByteLevel` pre-tokenizer stands for. */
export const gpt2SplitPattern =
  "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

/**
 * Translates a pattern of a tokenizer.json, written for Oniguruma, to a JavaScript expression: `\s` and `\d` get their
 * Unicode meaning, and `(?i:…)` over plain letters is spelled out.
 *
 * @throws GuruError `tokenizer_unsupported` for syntax that has no equal here.
 */
export function compileSplitPattern(source: string, file: string): RegExp {
  try {
    return new RegExp(translate(source), "gu");
  } catch (cause) {
    const reason = (cause as Error).message;
    throw new GuruError(
      "tokenizer_unsupported",
      `${file}: cannot use the split pattern ${source}: ${reason}`,
      { cause },
    );
  }
}

const unicodeEscapes = new Map([
  ["\\s", "\\p{White_Space}"],
  ["\\S", "\\P{White_Space}"],
  ["\\d", "\\p{Nd}"],
  ["\\D", "\\P{Nd}"],
]);

/** Escapes with their arguments, the start of a group without case, a quantifier and its suffix, or one character. */
const lexemes =
  /\\[pP]\{[^}]*\}|\\x\{[^}]*\}|\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}|\\.|\(\?i:[^()[\]\\]*\)|[*+?]\+|&&|./gsu;

function translate(source: string): string {
  let inClass = false;
  const translated = (source.match(lexemes) ?? []).map((lexeme) => {
    const wasInClass = inClass;
    if (lexeme === "[") inClass = true;
    if (lexeme === "]") inClass = false;
    return wasInClass ? translateInClass(lexeme) : translateOutsideClass(lexeme);
  });
  return translated.join("");
}

function translateInClass(lexeme: string): string {
  if (lexeme === "[" || lexeme === "&&") throw new SyntaxError("nested character classes are not supported");
  // A lexeme of several characters is no group or quantifier here.
  return lexeme.startsWith("\\") ? translateEscape(lexeme, /^[nrtfv^$\\.*+?()[\]{}|/-]$/) : lexeme;
}

function translateOutsideClass(lexeme: string): string {
  if (lexeme.startsWith("\\")) return translateEscape(lexeme, /^[nrtfv^$\\.*+?()[\]{}|/]$/);
  if (lexeme.startsWith("(?i:")) return `(?:${Array.from(lexeme.slice(4, -1), bothCases).join("")})`;
  if (/^[*+?]\+$/.test(lexeme)) throw new SyntaxError("possessive quantifiers are not supported");
  if (lexeme === "^" || lexeme === "$") throw new SyntaxError("line anchors are not supported");
  return lexeme === "." ? "[^\\n]" : lexeme;
}

function translateEscape(lexeme: string, kept: RegExp): string {
  const escaped = lexeme.slice(1);
  const unicode = unicodeEscapes.get(lexeme);
  if (unicode !== undefined) return unicode;
  if (escaped.startsWith("x{")) return `\\u${escaped.slice(1)}`;
  if (escaped.length > 1 || kept.test(escaped)) return lexeme;
  if (/^[A-Za-z0-9]$/.test(escaped)) throw new SyntaxError(`the escape ${lexeme} is not supported`);
  return escaped;
}

/** A class of every character that Unicode folds to the same letter. */
function bothCases(letter: string): string {
  const folds = { s: "\u017F", k: "\u212A" }[letter.toLowerCase()] ?? "";
  return /\p{L}/u.test(letter) ? `[${letter.toLowerCase()}${letter.toUpperCase()}${folds}]` : letter;
}
