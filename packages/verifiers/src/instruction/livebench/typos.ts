import { pythonSplit } from "../text/python-text.ts";
import { findTagged } from "../../extraction/find-tagged.ts";
import { publishedSolutions } from "./final-answer.ts";
import { type LivebenchTask, whole } from "./task.ts";

const findSolution = findTagged("solution");

/** A text without its spelling mistakes, and otherwise unchanged. */
export const typos: LivebenchTask = {
  strict: (text, answer) => {
    const solution = findSolution(text, 0, text.length).at(-1)?.text;
    const lastParagraph =
      text
        .trim()
        .split(/\n[ \t]*\n/u)
        .at(-1) ?? "";
    const texts = solution !== undefined ? [solution] : [text, lastParagraph];
    return whole(
      texts.some((one) => fold(one) === fold(answer)),
      "another text",
    );
  },
  published: (text, answer) => {
    const solution = publishedSolutions(text).at(-1);
    const plain = text.replaceAll("<solution>", "").replaceAll("</solution>", "");
    const given = (solution ?? betweenDashes(plain) ?? plain)
      .trim()
      .split("\n")
      .filter((line) => line !== "")
      .join(" ");
    return whole(given.includes(answer), "another text");
  },
};

function fold(text: string): string {
  return pythonSplit(text).join(" ").replace(/[’‘]/gu, "'").replace(/[“”]/gu, '"');
}

/** On the first line that has two ` --- ` with a space around: what stands between the last two. */
function betweenDashes(text: string): string | undefined {
  const dashes = " --- ";
  for (const line of text.split("\n")) {
    const parts = line.split(dashes);
    if (parts.length >= 3) return parts.at(-2);
  }
  return undefined;
}
