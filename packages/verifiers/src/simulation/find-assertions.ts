import { type Candidate, candidateAt, type Finder } from "../extraction/candidate.ts";

const assertAtLine = /^[ \t]*assert\b/gm;

/** The assertions in a container, one a line that begins with `assert`; what stands before the first one belongs to it. */
export function assertionsIn(text: string, container: Candidate): readonly Candidate[] {
  const starts = [...container.text.matchAll(assertAtLine)].map(({ index }) => index);
  return starts.map((start, index) =>
    candidateAt(
      text,
      {
        from: container.span.start + (index === 0 ? 0 : start),
        to: container.span.start + (starts[index + 1] ?? container.text.length),
      },
      `${container.rule}-assertion`,
    ),
  );
}

/** The text from its last line that begins with `assert`. */
export function lastAssertionOf(text: string): string {
  const starts = [...text.matchAll(assertAtLine)].map(({ index }) => index);
  return text.slice(starts.at(-1) ?? 0);
}

const assertedCall = /^assert[ \t(]+[A-Za-z_]\w*[ \t]*\(/;
const longestCallStart = 120;
/** What may stand before it on its line: nothing but marks of Markdown, a colon, or the sign that opens inline code. */
const leadIn = /(?:^|[`:])[ \t>*-]*$/;

/** Every `assert f(…` that begins a line, stands behind a colon, or fills an inline code span, up to where the line or span ends. */
export const findAssertedLines: Finder = (text, from, to) => {
  const found: Candidate[] = [];
  for (let at = text.indexOf("assert", from); at >= 0 && at < to; at = text.indexOf("assert", at + 1)) {
    const lineStart = Math.max(from, text.lastIndexOf("\n", at) + 1, at - 16);
    if (!assertedCall.test(text.slice(at, at + longestCallStart))) continue;
    const before = text.slice(lineStart, at);
    const beginsLine = lineStart === from || text[lineStart - 1] === "\n";
    if (!leadIn.test(beginsLine ? before : `x${before}`)) continue;
    const newline = text.indexOf("\n", at);
    const lineEnd = newline < 0 || newline > to ? to : newline;
    const tick = text[at - 1] === "`" ? text.indexOf("`", at) : -1;
    found.push(
      candidateAt(text, { from: at, to: tick < 0 ? lineEnd : Math.min(tick, lineEnd) }, "asserted-line"),
    );
  }
  return found;
};
