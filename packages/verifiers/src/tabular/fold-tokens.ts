import { rationalText } from "../numbers/rational.ts";
import type { Token } from "./tokens.ts";
import { isPercentWord } from "./vocabulary.ts";

const punctuation = /^[.,;:!?()[\]{}"'“”‘’`*_\-–—−‐‑/|…$]$/u;

/**
 * The text of tokens in comparable form: numbers by their value, no punctuation, no article at the start. Signs between numbers, signs of numbers, and
 * every sign with a meaning of its own stay.
 */
export function foldTokens(tokens: readonly Token[]): string {
  const words: string[] = [];
  const start = tokens.length > 1 && tokens[0]?.text === "the" ? 1 : 0;
  for (let index = start; index < tokens.length; index++) {
    const token = tokens[index];
    if (token === undefined) continue;
    const percent = isPercentWord(tokens.slice(index, index + 2));
    if (percent > 0) {
      words.push("%");
      index += percent - 1;
    } else if (token.text === "&") words.push("and");
    else if (token.type === "number")
      words.push(/^0\d/.test(token.text) ? token.text : rationalText(token.value));
    else if (token.type === "word") words.push(token.text.replaceAll("'", ""));
    else if (!punctuation.test(token.text) || isMeant(tokens, index))
      words.push(token.text.replace(/[−–]/u, "-"));
  }
  return words.join(" ");
}

/** Between two numbers a sign joins them, and a minus at the start of a number is its sign. */
function isMeant(tokens: readonly Token[], index: number): boolean {
  const [before, token, after] = [tokens[index - 1], tokens[index], tokens[index + 1]];
  if (token === undefined || after?.type !== "number") return false;
  if (before?.type === "number") return /^[-−–/:]$/u.test(token.text);
  const standsAlone = before === undefined || token.apart || before.text === "(";
  return /^[-−]$/u.test(token.text) && standsAlone && !after.apart;
}
