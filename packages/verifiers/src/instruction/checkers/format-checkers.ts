import { z } from "zod";
import { Count, counted, defineChecker, found, NoArguments, Phrase } from "../checker.ts";
import { quoted } from "../quoted.ts";
import { escapePattern } from "../text/find-text.ts";
import { countHighlights, countStarPairs } from "../text/highlights.ts";
import { isJsonDocument, parsesInPython } from "../text/json-document.ts";
import { pythonStrip, countText, stripEnd, stripStart } from "../text/python-text.ts";
import { hasWord } from "../text/words.ts";

const constrainedAnswers = ["My answer is yes.", "My answer is no.", "My answer is maybe."];
const rule = /^\s*([*-])(?:\s*\1){2,}\s*$/u;

/** Instructions about Markdown, JSON and other visible forms. */
export const formatCheckers = [
  defineChecker({
    id: "detectable_format:number_bullet_lists",
    arguments: z.strictObject({ num_bullets: Count }),
    strict: ({ lines }, args) => {
      const bullets = lines.filter((line) => /^[ \t]*[*+•-][ \t]+\S/u.test(line) && !rule.test(line));
      return counted(bullets.length, "exactly", args.num_bullets, "bullet points");
    },
    published: ({ lines }, args) => {
      const bullets = lines.filter((line) => /^\s*(?:\*(?:[^*]|$)|-)/u.test(line));
      return counted(bullets.length, "exactly", args.num_bullets, "bullet points");
    },
  }),
  defineChecker({
    id: "detectable_format:constrained_response",
    arguments: NoArguments,
    strict: ({ text }) => {
      const given = constrainedAnswers.filter((answer) =>
        new RegExp(`(?<![\\p{L}\\p{N}])${escapePattern(answer)}`, "u").test(text),
      );
      return counted(given.length, "exactly", 1, "of the permitted answers");
    },
    published: ({ text }) =>
      found(
        constrainedAnswers.some((answer) => text.includes(answer)),
        "none of the permitted answers",
      ),
  }),
  defineChecker({
    id: "detectable_format:number_highlighted_sections",
    arguments: z.strictObject({ num_highlights: Count }),
    strict: ({ text }, args) => counted(countHighlights(text), "at least", args.num_highlights, "highlights"),
    published: ({ text }, args) =>
      counted(countStarPairs(text), "at least", args.num_highlights, "highlights"),
  }),
  defineChecker({
    id: "detectable_format:multiple_sections",
    arguments: z.strictObject({ section_spliter: Phrase, num_sections: Count }),
    strict: ({ lines }, args) => {
      const splitter = escapePattern(pythonStrip(args.section_spliter)).replace(/\s+/gu, "\\s+");
      const heading = new RegExp(`^[\\s#*_>]{0,12}${splitter}\\s{0,3}(\\d{1,4})(?!\\d)`, "iu");
      const numbers = new Set<string>();
      lines.forEach((line, index) => {
        const match = heading.exec(line);
        if (match?.[1] === undefined) return;
        const next = lines[index + 1];
        const content = hasWord(line.slice(match[0].length)) || (next !== undefined && !heading.test(next));
        if (content) numbers.add(match[1]);
      });
      return counted(numbers.size, "at least", args.num_sections, "numbered sections");
    },
    published: ({ text }, args) => {
      const heading = new RegExp(`${escapePattern(pythonStrip(args.section_spliter))}\\s?\\d+`, "gu");
      return counted(text.match(heading)?.length ?? 0, "at least", args.num_sections, "numbered sections");
    },
  }),
  defineChecker({
    id: "detectable_format:json_format",
    arguments: NoArguments,
    strict: ({ text }) => found(isJsonDocument(text), "not one JSON object or array"),
    published: ({ text }) => found(parsesInPython(text), "not JSON"),
  }),
  defineChecker({
    id: "detectable_format:title",
    arguments: NoArguments,
    strict: ({ text }) =>
      found((text.match(/<<[^<>\n]+>>/gu) ?? []).some(hasWord), "no title in double angular brackets"),
    published: ({ lines }) => found(lines.some(hasTitle), "no title in double angular brackets"),
  }),
  defineChecker({
    id: "detectable_format:sentence_hyphens",
    arguments: NoArguments,
    strict: ({ text, sentences }) => {
      const joints = text.match(/[.!?]["')”]?-(?=[^\s-])/gu)?.length ?? 0;
      if (sentences.length > 1) return found(false, "sentences are separated by white space");
      return found(joints > 0 || isHyphenated(text), "no sentences joined by hyphens");
    },
    published: ({ text }) => found(isHyphenated(text), "no sentences joined by hyphens"),
  }),
  defineChecker({
    id: "detectable_format:square_brackets",
    arguments: NoArguments,
    strict: ({ tokens }) => {
      const bare = tokens.find((token) => !/^\[[^[\]]+\]$/u.test(token) || !hasWord(token));
      return found(bare === undefined, `${quoted(bare ?? "")} is not in square brackets`);
    },
    published: ({ tokens }) => {
      const bare = tokens.find((token) => !token.startsWith("[") || !token.endsWith("]"));
      return found(bare === undefined, `${quoted(bare ?? "")} is not in square brackets`);
    },
  }),
  defineChecker({
    id: "detectable_format:bigram_wrapping",
    arguments: NoArguments,
    strict: ({ tokens }) => {
      const at = tokens.findIndex(
        (token, index) => !isHalfOfPair(token, index % 2 === 0, index === tokens.length - 1),
      );
      return found(at < 0, `${quoted(tokens[at] ?? "")} is not in a pair`);
    },
    published: ({ tokens }) => {
      const followed = tokens.every((token, index) => {
        if (index % 2 === 1) return token.endsWith(">>");
        return index === tokens.length - 1 || token.startsWith("<<");
      });
      return found(followed, "not every pair of words is wrapped");
    },
  }),
];

/** From the first `<<` of a line to its last `>>`, with more than brackets between them. */
function hasTitle(line: string): boolean {
  const open = line.indexOf("<<");
  const close = line.lastIndexOf(">>");
  if (open < 0 || close < open + 3) return false;
  return pythonStrip(stripEnd(stripStart(line.slice(open, close + 2), "<"), ">")) !== "";
}

function isHyphenated(text: string): boolean {
  const pieces = pythonStrip(text).split("-");
  return pieces.length > 1 && pieces.every((piece) => !piece.includes(" ") && pythonStrip(piece) === piece);
}

/** `<<one two>>`; a last odd word is wrapped alone. */
function isHalfOfPair(token: string, isFirst: boolean, isLast: boolean): boolean {
  if (countText(token, "<<") > 1 || countText(token, ">>") > 1 || !hasWord(token)) return false;
  const opens = token.startsWith("<<");
  const closes = /^[^<>]*>>[.,;:!?]?$/u.test(isFirst && isLast ? token.slice(2) : token);
  if (isFirst) return opens && (isLast ? closes : !token.includes(">>"));
  return !opens && closes;
}
