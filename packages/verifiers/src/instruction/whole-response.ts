import { pythonStrip } from "./text/python-text.ts";
import type { Candidate } from "../extraction/candidate.ts";
import type { ExtractionRules } from "../extraction/extract-last.ts";
import type { VerifierMode } from "../verifier.ts";
import { hasWord } from "./text/words.ts";

/** A longer answer is refused, not cut: what was cut off could break an instruction. */
export const maximumChars = 262_144;

/**
 * The whole text after the last `</think>` is the answer. In `strict` mode blank lines before it and white space behind it do not
 * count, and a text without a letter or digit is none; `published` does so only behind a thought, and takes any text that is not blank.
 */
export function wholeResponse(mode: VerifierMode): Omit<ExtractionRules, "answerKey"> {
  return {
    finders: [(text, from, to) => whole(text, from, { to, mode })],
    missing: mode === "strict" ? "the response holds no word" : "the response is blank",
    // One more than is allowed, so that a cut can be told.
    windowChars: maximumChars + 1,
  };
}

function whole(text: string, from: number, options: { to: number; mode: VerifierMode }): Candidate[] {
  const trimmed = options.mode === "strict" || from > 0;
  const range = trimmed ? withoutBlankEnds(text, from, options.to) : { start: from, end: options.to };
  const answer = text.slice(range.start, range.end);
  const isAnswer = options.mode === "strict" ? hasWord(answer) : pythonStrip(answer) !== "";
  return isAnswer ? [{ text: answer, span: range, rule: "whole" }] : [];
}

/** Indentation of the first line is kept. */
function withoutBlankEnds(text: string, from: number, to: number): { start: number; end: number } {
  let end = to;
  while (end > from && isBlank(text.charCodeAt(end - 1))) end--;
  let start = from;
  for (let at = from; at < end && isBlank(text.charCodeAt(at)); at++) if (text[at] === "\n") start = at + 1;
  return { start, end };
}

function isBlank(unit: number): boolean {
  return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d);
}
