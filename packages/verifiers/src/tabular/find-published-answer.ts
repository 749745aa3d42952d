import { type Candidate, candidateAt, type Finder } from "../extraction/candidate.ts";

/**
 * The text that the official scorer judges: the last `\boxed{…}`, or all of the final text where there is none or it is not closed. Behind a
 * `\boxed ` with a space it is everything up to the next dollar sign.
 */
export const findPublishedAnswer: Finder = (text, from, to) => {
  const looked = text.slice(0, to);
  const spaced = looked.lastIndexOf("\\boxed ");
  if (spaced >= from) {
    const dollar = looked.indexOf("$", spaced);
    return [candidateAt(looked, { from: spaced + 7, to: dollar < 0 ? to : dollar }, "published-box")];
  }
  const box = looked.lastIndexOf("\\boxed");
  return [closedBox(looked, box < from ? undefined : box) ?? candidateAt(looked, { from, to }, "whole-text")];
};

function closedBox(text: string, box: number | undefined): Candidate | undefined {
  if (box === undefined) return undefined;
  let open = 0;
  for (let index = box; index < text.length; index++) {
    if (text[index] === "{") open++;
    else if (text[index] === "}" && --open === 0)
      return candidateAt(text, { from: box + "\\boxed{".length, to: index }, "published-box");
  }
  return undefined;
}
