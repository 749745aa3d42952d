import type { Candidate, Finder } from "../extraction/candidate.ts";
import { findBoxed } from "../extraction/find-boxed.ts";
import { findFenced } from "../extraction/find-fenced.ts";
import { findTagged } from "../extraction/find-tagged.ts";

const findAngleTags = findTagged("answer");

/** The contents of `<answer>…</answer>` and `[ANSWER]…[/ANSWER]`. */
const findAnswerTags: Finder = (text, from, to) => {
  const asAngleTags = text.slice(from, to).replace(/\[(\/?answer)\]/gi, (_tag, name: string) => `<${name}>`);
  return findAngleTags(asAngleTags, 0, to - from).map((found) => {
    const span = { start: found.span.start + from, end: found.span.end + from };
    return { ...found, span, text: text.slice(span.start, span.end) };
  });
};

const containerFinders: readonly Finder[] = [findFenced, findBoxed, findAnswerTags];

/** Everything in a fence, a box or answer tags, in the order of the text; what holds another container is left out for it. */
export const findContainers: Finder = (text, from, to) => {
  const all = containerFinders.flatMap((find) => find(text, from, to));
  all.sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
  return all.filter((candidate, index) => !holds(candidate, all[index + 1]));
};

/** In the order of the text a container stands right before the first one inside it. */
function holds(outer: Candidate, inner: Candidate | undefined): boolean {
  return inner !== undefined && inner.span.start >= outer.span.start && inner.span.end <= outer.span.end;
}
