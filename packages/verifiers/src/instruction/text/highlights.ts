import { hasWord } from "./words.ts";

/**
 * The highlighted parts of a Markdown text: from a run of one to three asterisks that a word follows to the next run of as many
 * with a word before it, on one line. A bold part counts once, and the asterisk of a list item opens nothing.
 */
export function countHighlights(text: string): number {
  return text.split("\n").reduce((count, line) => count + countInLine(line), 0);
}

function countInLine(line: string): number {
  let count = 0;
  let open: { end: number; length: number } | undefined;
  for (const run of line.matchAll(/\*+/gu)) {
    const [start, end] = [run.index, run.index + run[0].length];
    const closes = start > 0 && !/\s/u.test(line.charAt(start - 1));
    const opens = run[0].length <= 3 && end < line.length && !/\s/u.test(line.charAt(end));
    if (open?.length === run[0].length && closes) {
      if (hasWord(line.slice(open.end, start))) count++;
      open = undefined;
    } else if (opens) open = { end, length: run[0].length };
  }
  return count;
}

/**
 * The highlights as IFEval counts them: pairs of asterisks on one line with something between them, and pairs of double
 * asterisks once more.
 */
export function countStarPairs(text: string): number {
  const single = (text.match(/\*[^\n*]*\*/gu) ?? []).filter((part) => part.slice(1, -1).trim() !== "");
  const double = (text.match(/\*\*[^\n*]*\*\*/gu) ?? []).filter((part) => part.slice(2, -2).trim() !== "");
  return single.length + double.length;
}
