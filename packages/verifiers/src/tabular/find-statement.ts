import { type Candidate, candidateAt, type Finder } from "../extraction/candidate.ts";

const word = "answer";
/** How far behind the word `answer` the colon or the `is` may stand. */
const longestLead = 60;

/**
 * What a sentence such as `The answer is 35.` or `**Final answer:** 35` says: the rest of the line behind `is`, `are`, `=` or the
 * colon, or the next line where nothing follows, up to the end of the sentence.
 */
export const findStatement: Finder = (text, from, to) => {
  const found: Candidate[] = [];
  const folded = text.slice(from, to).replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  let at = folded.indexOf(word);
  while (at >= 0) {
    const lead = folded.slice(at + word.length, at + word.length + longestLead);
    const says = /^[^\n:=]*?(?:[:=]|\b(?:is|are)\b:?)[ *_]*/.exec(lead);
    if (says !== null) {
      const start = skipToText(text, from + at + word.length + says[0].length, to);
      found.push(candidateAt(text, { from: start, to: sentenceEnd(text, start, to) }, "statement"));
    }
    at = folded.indexOf(word, at + word.length);
  }
  return found;
};

/** Over the end of a line and the Markdown signs that close the words before. */
function skipToText(text: string, from: number, to: number): number {
  let start = from;
  while (start < to && " \t\r\n*_".includes(text[start] ?? "")) start++;
  return start;
}

/** A full stop and a space end a sentence, unless a short word such as `St.` stands before. */
function sentenceEnd(text: string, from: number, to: number): number {
  const newline = text.indexOf("\n", from);
  const lineEnd = newline < 0 || newline > to ? to : newline;
  let stop = text.indexOf(". ", from);
  while (stop >= 0 && stop < lineEnd) {
    if (!/(?:^|[^a-zA-Z'’])[a-zA-Z'’]{1,3}$/.test(text.slice(Math.max(from, stop - 4), stop))) return stop;
    stop = text.indexOf(". ", stop + 1);
  }
  return lineEnd;
}
