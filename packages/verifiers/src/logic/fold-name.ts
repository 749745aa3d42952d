import { isSpace } from "../extraction/trimmed-span.ts";

/**
 * Equal for names that differ only in case, in runs of white space, in hyphens or underscores for spaces, or in the shape of an
 * apostrophe. Every other character counts, hidden ones too.
 */
export function foldName(name: string): string {
  const spaced = name
    .normalize("NFC")
    .replace(/[-_‐‑–]/gu, " ")
    .replace(/[‘’`]/gu, "'");
  return collapseSpaces(spaced).toLowerCase();
}

function collapseSpaces(text: string): string {
  const words: string[] = [];
  let start = -1;
  for (let index = 0; index <= text.length; index++) {
    const inWord = index < text.length && !isSpace(text.charCodeAt(index));
    if (inWord && start < 0) start = index;
    if (inWord || start < 0) continue;
    words.push(text.slice(start, index));
    start = -1;
  }
  return words.join(" ");
}
