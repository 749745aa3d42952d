/**
 * A word as a reader counts them: letters, marks and digits, joined by an apostrophe, a hyphen or an underscore inside it
 * (`don't`, `well-known`), or by a point or comma between digits (`1,000.5`). Every alternative begins with another
 * character, so matching takes linear time.
 */
const word =
  /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:(?:['’‐‑_-]|(?<=\p{N})[.,](?=\p{N}))[\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*/gu;
/** Scripts that are written without spaces: each letter stands for itself, since dictionaries differ between machines. */
const spaceless =
  /\p{Script=Han}|[\p{Script=Hiragana}\p{Script=Katakana}ー]+|[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{M}]+/gu;
const anySpaceless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** The words of a text in their order. */
export function wordsOf(text: string): string[] {
  const words = text.match(word) ?? [];
  return anySpaceless.test(text) ? words.flatMap(splitSpaceless) : words;
}

/** How many runs of letters, digits and underscores there are: Python's `\w+`. */
export function countWordRuns(text: string): number {
  return text.match(/[\p{L}\p{N}_]+/gu)?.length ?? 0;
}

/** The letters of a word in lower case, without marks that show possession or joints. */
export function foldWord(text: string): string {
  return text.toLowerCase().replaceAll("’", "'");
}

/** Whether a text holds a letter or a digit. */
export function hasWord(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

function splitSpaceless(run: string): string[] {
  if (!anySpaceless.test(run)) return [run];
  const parts: string[] = [];
  let end = 0;
  for (const match of run.matchAll(spaceless)) {
    if (match.index > end) parts.push(run.slice(end, match.index));
    parts.push(match[0]);
    end = match.index + match[0].length;
  }
  if (end < run.length) parts.push(run.slice(end));
  return parts;
}
