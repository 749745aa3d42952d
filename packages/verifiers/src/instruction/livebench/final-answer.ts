import { pythonStrip, stripEnd, stripStart } from "../text/python-text.ts";
import { findBoxed } from "../../extraction/find-boxed.ts";
import { findTagged } from "../../extraction/find-tagged.ts";
import { boldSpans } from "./bold-spans.ts";

const findSolution = findTagged("solution");

/** Where an answer was found. */
export interface FinalAnswer {
  readonly text: string;
  readonly rule: "solution" | "boxed" | "bold" | "last-line";
}

/**
 * The answer that a text ends up with: the last `<solution>`, else the last box, else the last bold span, else the last line
 * without what stands before its last colon.
 */
export function finalAnswer(text: string): FinalAnswer {
  const solution = findSolution(text, 0, text.length).at(-1)?.text;
  if (solution !== undefined) return { text: bare(solution), rule: "solution" };
  const boxed = findBoxed(text, 0, text.length).at(-1)?.text;
  if (boxed !== undefined) return { text: bare(boxed), rule: "boxed" };
  const bold = boldSpans(text).at(-1);
  if (bold !== undefined) return { text: bare(bold), rule: "bold" };
  const line = pythonStrip(text).split("\n").at(-1) ?? "";
  return { text: bare(line.slice(line.lastIndexOf(":") + 1)), rule: "last-line" };
}

const closingMarks = "\"'”’*_`";

/** Without the commands that only set a font, quotation marks and a full stop. */
export function bare(text: string): string {
  const plain = text
    .replace(/\\(?:text|textbf|mathbf|mathrm|textit)\s?\{([^{}]*)\}/gu, "$1")
    .replace(/\\[ ,;!]/gu, " ");
  const unquoted = stripStart(stripEnd(pythonStrip(plain), closingMarks), "\"'“‘*_`");
  return pythonStrip(stripEnd(unquoted.replace(/\.$/u, ""), closingMarks));
}

/** `<solution>…</solution>` on one line each, as GURU finds them. */
export function publishedSolutions(text: string): string[] {
  return text.split("\n").flatMap((line) => between(line, "<solution>", "</solution>"));
}

/** What stands between pairs of marks, from left to right and without overlaps. */
export function between(text: string, open: string, close: string): string[] {
  const parts: string[] = [];
  let at = text.indexOf(open);
  while (at >= 0) {
    const end = text.indexOf(close, at + open.length);
    if (end < 0) break;
    parts.push(text.slice(at + open.length, end));
    at = text.indexOf(open, end + close.length);
  }
  return parts;
}

/** The content of the last box as GURU finds it: `\boxed …` up to a dollar sign, or the braces behind the last command. */
export function publishedBox(text: string): string | undefined {
  const spaced = text.lastIndexOf("\\boxed ");
  if (spaced >= 0) return text.slice(spaced + "\\boxed ".length).split("$")[0];
  const boxed = text.lastIndexOf("\\boxed");
  const start = boxed >= 0 ? boxed : text.lastIndexOf("\\fbox");
  if (start < 0) return undefined;
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === "{") depth++;
    if (text[at] !== "}" || --depth !== 0) continue;
    const content = /^\\(?:boxed|fbox)\{([\s\S]*)\}$/u.exec(text.slice(start, at + 1))?.[1];
    return content?.replaceAll("$", "");
  }
  return undefined;
}
