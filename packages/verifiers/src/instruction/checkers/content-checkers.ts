import { z } from "zod";
import { Count, counted, defineChecker, found, Phrase } from "../checker.ts";
import { quoted } from "../quoted.ts";
import { escapePattern } from "../text/find-text.ts";
import { hasWord } from "../text/words.ts";

/** Instructions about placeholders and postscripts. */
export const contentCheckers = [
  defineChecker({
    id: "detectable_content:number_placeholders",
    arguments: z.strictObject({ num_placeholders: Count }),
    strict: ({ text }, args) => {
      // A link `[text](url)` and a box `[x]` to tick are no placeholders.
      const brackets = text.match(/\[[^[\]\n]*\](?!\()/gu) ?? [];
      const filled = brackets.filter((bracket) => hasWord(bracket) && !/^\[[ xX]\]$/u.test(bracket));
      return counted(filled.length, "at least", args.num_placeholders, "placeholders");
    },
    published: ({ text }, args) =>
      counted(countBrackets(text), "at least", args.num_placeholders, "placeholders"),
  }),
  defineChecker({
    id: "detectable_content:postscript",
    arguments: z.strictObject({ postscript_marker: Phrase }),
    strict: ({ lines }, args) => {
      const marker = args.postscript_marker.trim();
      const pattern = new RegExp(`^[\\s*_#>"“]{0,8}${markerPattern(marker)}(?![\\p{L}\\p{N}])`, "iu");
      const at = lines.findIndex((line) => pattern.test(line));
      if (at < 0) return found(false, `no line starts with ${quoted(marker)}`);
      if (at === 0) return found(false, "nothing stands before the postscript");
      const rest = [(lines[at] ?? "").replace(pattern, ""), ...lines.slice(at + 1)].some(hasWord);
      return found(rest, "the postscript is empty");
    },
    published: ({ lower }, args) => {
      const marker = args.postscript_marker.trim();
      const pattern = marker === "P.P.S" ? /p\.\s?p\.\s?s/u : marker === "P.S." ? /p\.\s?s\./u : undefined;
      const followed = pattern === undefined ? lower.includes(marker.toLowerCase()) : pattern.test(lower);
      return found(followed, `${quoted(marker)} is missing`);
    },
  }),
];

/** Points may have a space behind them, and a last point may be left out or added. */
function markerPattern(marker: string): string {
  const letters = /^((?:p\.\s?)+s)\.?$/iu.exec(marker)?.[1];
  if (letters === undefined) return escapePattern(marker);
  return `${letters.replace(/\s/gu, "").split(".").map(escapePattern).join("\\.\\s?")}\\.?`;
}

/** `[` up to the next `]` on its line, without overlaps. */
function countBrackets(text: string): number {
  let count = 0;
  for (const line of text.split("\n")) {
    let open = line.indexOf("[");
    while (open >= 0) {
      const close = line.indexOf("]", open + 1);
      if (close < 0) break;
      count++;
      open = line.indexOf("[", close + 1);
    }
  }
  return count;
}
