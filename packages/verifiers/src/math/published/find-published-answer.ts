import { candidateAt, type Finder } from "../../extraction/candidate.ts";
import { findBoxed } from "../../extraction/find-boxed.ts";

/** The boxes that are not empty, as the official scorer takes them. */
export const findPublishedBoxes: Finder = (text, from, to) =>
  findBoxed(text, from, to).filter((candidate) => candidate.text !== "");

/** Without a box the official scorer takes the whole remaining text for the answer. */
export const findWholeText: Finder = (text, from, to) => {
  const candidate = candidateAt(text, { from, to }, "whole-text");
  return candidate.text === "" ? [] : [candidate];
};
