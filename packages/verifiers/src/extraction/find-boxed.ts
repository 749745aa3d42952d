import { type Candidate, candidateAt, type Finder } from "./candidate.ts";

const command = /\\(?:boxed|fbox)\s{0,8}$/;
const longestCommand = "\\boxed".length + 8;

interface OpenBrace {
  readonly index: number;
  readonly boxed: boolean;
}

/**
 * The contents of every `\boxed{…}` and `\fbox{…}` with balanced braces; `\{` and `\}` are text. A box inside a box is
 * part of the outer one, and a box that is never closed is none.
 */
export const findBoxed: Finder = (text, from, to) => {
  const found: Candidate[] = [];
  const open: OpenBrace[] = [];
  for (let index = from; index < to; index++) {
    const unit = text[index];
    if (unit === "\\") {
      if (text[index + 1] === "{" || text[index + 1] === "}" || text[index + 1] === "\\") index++;
    } else if (unit === "{") {
      const before = text.slice(Math.max(from, index - longestCommand), index);
      open.push({ index, boxed: command.test(before) });
    } else if (unit === "}") {
      const opened = open.pop();
      if (opened?.boxed !== true) continue;
      while ((found.at(-1)?.span.start ?? -1) > opened.index) found.pop();
      found.push(candidateAt(text, { from: opened.index + 1, to: index }, "boxed"));
    }
  }
  return found;
};
