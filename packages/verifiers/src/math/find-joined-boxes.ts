import { type Candidate, candidateAt, type Finder } from "../extraction/candidate.ts";
import { findBoxed } from "../extraction/find-boxed.ts";

const longestJoint = 60;
const furtherWords =
  /^(?:then|so|but|not|no|wrong|correct|instead|wait|actually|is|was|are|therefore|hence|thus|or rather)$/;

/**
 * The contents of boxes, where boxes that are joined on one line by `and`, `or`, a comma or signs alone make one answer: the
 * whole of `\boxed{2}, \boxed{3}`.
 */
export const findJoinedBoxes: Finder = (text, from, to) => {
  const joined: Candidate[] = [];
  let start = -1;
  let end = -1;
  for (const box of findBoxed(text, from, to)) {
    const brace = text.lastIndexOf("{", box.span.start - 1);
    const boxStart = Math.max(from, text.lastIndexOf("\\", brace));
    const boxEnd = text.indexOf("}", box.span.end) + 1;
    if (start >= 0 && joins(text.slice(end, boxStart))) {
      joined.pop();
      joined.push(candidateAt(text, { from: start, to: boxEnd }, "boxed"));
    } else {
      joined.push(box);
      start = boxStart;
    }
    end = boxEnd;
  }
  return joined;
};

function joins(between: string): boolean {
  if (between.length > longestJoint || between.includes("\n")) return false;
  const plain = between.replace(/\\(?:text|quad|qquad|mbox|textbf|left|right)(?![a-zA-Z])/g, " ");
  const words = plain.toLowerCase().match(/[a-z]{2,}/g) ?? [];
  if (words.some((word) => furtherWords.test(word))) return false;
  const others = words.filter((word) => word !== "and" && word !== "or");
  const hasJoint = words.length > others.length || /[,;&]/.test(plain) || !/[a-zA-Z]/.test(plain);
  return hasJoint && others.length <= 3;
}
