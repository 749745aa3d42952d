import { plainScience } from "./plain-science.ts";

const small = new Set(
  "a an the of to in on at by for and or is are as with from yes no not it its be was were true false none all both".split(
    " ",
  ),
);

/**
 * Whether two short texts are the same words: without LaTeX and Markdown, a leading article, punctuation at the ends and the plural of the last
 * word. Case counts where it may carry meaning: in short words (`Mg` and `mg`, `CO` and `Co`) and in words with capitals inside (`NaCl`).
 */
export function equalShortTexts(a: string, b: string): boolean {
  const key = textKey(a);
  return key !== "" && key === textKey(b);
}

/** Equal for texts that are equal by `equalShortTexts`. */
export function textKey(text: string): string {
  const words = plainScience(text)
    .normalize("NFC")
    .replace(/[‐‑–—]/g, "-")
    .replace(/["“”„«»]/g, "")
    .replace(/[₀-₉]/g, (digit) => String.fromCharCode((digit.codePointAt(0) ?? 0) - 0x2080 + 0x30))
    .replace(/_(?=[\p{L}\d(])/gu, "")
    .replace(/(?<=\p{L})-(?=\p{L})/gu, " ")
    .replace(/^[.,;:!?' ]{1,20}|[.,;:!?' ]{1,20}$/g, "")
    .replace(/ ?, ?/g, ", ")
    .split(" ")
    .filter((word) => word !== "")
    .map(foldWord);
  // Before a short word `a` is more likely a name than an article.
  if (/^(?:a|an|the)$/.test(words[0] ?? "") && (words[1] ?? "").length >= 3) words.shift();
  const last = words.pop();
  return last === undefined ? "" : [...words, singular(last)].join(" ");
}

function foldWord(word: string): string {
  const lower = word.toLowerCase();
  if (small.has(lower)) return lower;
  const letters = word.replace(/[^\p{L}]/gu, "");
  const isWord = letters.length === word.replace(/[,.;:!?()']/g, "").length;
  const isCapitalised = /^\p{L}\p{Ll}*$/u.test(letters);
  if (isWord && isCapitalised && letters.length >= 3) return lower;
  return isWord && /^\p{Lu}{4,}$/u.test(letters) ? lower : word;
}

function singular(word: string): string {
  return word.length >= 5 && /[^suia']s$/.test(word) ? word.slice(0, -1) : word;
}
