import { type Candidate, candidateAt, type Finder } from "./candidate.ts";

const fenceLine = /^ {0,3}(`{3,}|~{3,})([^\n]*)$/;
/** Longer lines open no fence: the label of a block is short. */
const longestFenceLine = 200;

/**
 * The contents of every Markdown code block, labelled with the first word behind its fence in lower case (`""` where there
 * is none). A block ends at a line with at least as many of the same signs and nothing else; a block that is never closed is none.
 */
export const findFenced: Finder = (text, from, to) => {
  const found: Candidate[] = [];
  let opened: { fence: string; label: string; from: number } | undefined;
  let lineStart = from;
  while (lineStart < to) {
    const newline = text.indexOf("\n", lineStart);
    const lineEnd = newline < 0 || newline > to ? to : newline;
    const line = lineEnd - lineStart > longestFenceLine ? "" : text.slice(lineStart, lineEnd).trimEnd();
    const match = fenceLine.exec(line);
    const [fence = "", info = ""] = match?.slice(1) ?? [];
    if (match !== null && opened === undefined && !info.includes("`")) {
      const label = /^\s*([^\s{]*)/.exec(info)?.[1] ?? "";
      opened = { fence, label: label.toLowerCase(), from: lineEnd + 1 };
    } else if (opened !== undefined && info === "" && fence.startsWith(opened.fence)) {
      const range = { from: Math.min(opened.from, lineStart), to: lineStart };
      found.push({ ...candidateAt(text, range, "fenced"), label: opened.label });
      opened = undefined;
    }
    lineStart = lineEnd + 1;
  }
  return found;
};
