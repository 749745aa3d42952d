import { type Candidate, candidateAt, type Finder } from "../extraction/candidate.ts";
import { findBoxed } from "../extraction/find-boxed.ts";
import { findTagged } from "../extraction/find-tagged.ts";
import { readChoice } from "./read-choice.ts";

/** `Answer: …`, `the answer is …`, `Option: …`; the answer is the rest of the line, or the next line where that is empty. */
const announced =
  /(?<![\p{L}\p{N}])(?:answers?|option|choice)(?: (?:choice|option|letter))?[*_]{0,4} {0,3}(?:(?:is|would be|should be|must be|will be)(?![\p{L}\p{N}]) {0,3}:?|[:：=→])[*_]{0,4}[ \t]{0,8}(?:\r?\n[ \t\r\n]{0,8})?/giu;
/** `C is the correct answer`, `Option C is correct`. */
const declared =
  /(?<![\p{L}\p{N}])(?:(?:[Oo]ption|[Cc]hoice|[Aa]nswer) [*_(]{0,3}([A-J])[*_)]{0,3} is (?:the )?(?:correct|right|best)(?![\p{L}\p{N}])|[*_(]{0,3}([A-J])[*_)]{0,3} is (?:the )?(?:correct|right|best|most \p{L}{1,20}) (?:answer|option|choice))/dgu;
/** `I choose C.`, `so I would go with (C)`. */
const chosen =
  /(?<![\p{L}\p{N}])(?:choose|pick|select|go with|going with) (?:(?:option|choice|answer) )?[*_(]{0,3}([A-J])[*_)]{0,3}(?=[.,;!\s]{0,3}(?:\n|$))/dgu;
/** Only so much of a line is looked at. */
const longestLine = 400;

const findAnswerTag = findTagged("answer");

/**
 * Every place where the text says which option it takes, in order: boxes, `<answer>` tags and sentences that name a letter. A
 * sentence around a box, or inside one, is no answer of its own.
 */
export const findNamedChoices: Finder = (text, from, to) => {
  const marked = [...findBoxed(text, from, to), ...findAnswerTag(text, from, to)];
  const sentences = [
    ...findAnnounced(text, from, to).filter((one) => readChoice(one.text).letters.length > 0),
    ...findLetters(text, { from, to }, declared),
    ...findLetters(text, { from, to }, chosen),
  ].filter((one) => !marked.some((other) => overlap(one, other)));
  return [...withoutInner(marked), ...sentences].sort((a, b) => a.span.start - b.span.start);
};

/** What stands behind `Answer:` and its like, whatever it is. */
export const findAnnounced: Finder = (text, from, to) => {
  const looked = text.slice(from, to);
  const found: Candidate[] = [];
  for (const match of looked.matchAll(announced)) {
    const start = match.index + match[0].length;
    const line = looked.indexOf("\n", start);
    const end = Math.min(line < 0 ? looked.length : line, start + longestLine);
    const candidate = candidateAt(text, { from: from + start, to: from + end }, "announced");
    if (candidate.text !== "") found.push(candidate);
  }
  return found;
};

/** A letter that stands alone on the last line, or with the text of its option, unless the line ends a list of options. */
export const findLastLine: Finder = (text, from, to) => {
  const lines: { from: number; to: number }[] = [];
  let end = to;
  while (lines.length < 2 && end > from) {
    const start = Math.max(from, text.lastIndexOf("\n", end - 1) + 1);
    if (/[^ \t\r]/.test(text.slice(start, Math.min(end, start + longestLine))))
      lines.push({ from: start, to: end });
    end = start - 1;
  }
  const [last, before] = lines;
  if (last === undefined || last.to - last.from > longestLine) return [];
  const candidate = candidateAt(text, last, "last-line");
  const reading = readChoice(candidate.text);
  const isLabel = /^[*_]{0,3}(?:[([]?[A-J][.):\]]|[([]?[A-Ja-j][)\]]?[.]?[*_]{0,3}$)/.test(candidate.text);
  if (reading.letters.length === 0 || !isLabel) return [];
  const isListEnd =
    reading.body !== "" && before !== undefined && readChoice(text.slice(before.from, before.to)).body !== "";
  return isListEnd ? [] : [candidate];
};

function findLetters(text: string, range: { from: number; to: number }, pattern: RegExp): Candidate[] {
  const looked = text.slice(range.from, range.to);
  return Array.from(looked.matchAll(pattern), ({ indices }) => {
    const [start = 0, end = 0] = indices?.[1] ?? indices?.[2] ?? [];
    return candidateAt(text, { from: range.from + start, to: range.from + end }, "declared");
  });
}

function overlap(a: Candidate, b: Candidate): boolean {
  return a.span.start < b.span.end && b.span.start < a.span.end;
}

/** A box inside `<answer>`, or a tag inside a box, is the same answer: the inner one is kept. */
function withoutInner(marked: readonly Candidate[]): Candidate[] {
  return marked.filter(
    (one) =>
      !marked.some(
        (other) => other !== one && other.span.start >= one.span.start && other.span.end <= one.span.end,
      ),
  );
}
