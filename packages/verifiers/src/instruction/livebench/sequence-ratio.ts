import type { WorkCounter } from "../../work-counter.ts";
import { codePoints } from "../text/code-points.ts";

/** Characters that make up more than a hundredth of a long text are not matched on. */
const longText = 200;
/** Comparisons of two characters that one step stands for. */
const comparisonsPerStep = 32;

/**
 * How alike two texts are, from 0 to 1: twice the characters of their matching blocks over all characters, where the longest block is taken
 * first, then those on either side of it. The ratio of Python's `difflib.SequenceMatcher(a=text, b=other)`.
 */
export function sequenceRatio(text: string, other: string, work: WorkCounter): number {
  const [a, b] = [codePoints(text), codePoints(other)];
  const total = a.length + b.length;
  if (total === 0) return 1;
  return (2 * matchingCharacters(a, b, work)) / total;
}

interface Range {
  readonly aFrom: number;
  readonly aTo: number;
  readonly bFrom: number;
  readonly bTo: number;
}

function matchingCharacters(a: readonly string[], b: readonly string[], work: WorkCounter): number {
  const places = placesOf(b);
  const open: Range[] = [{ aFrom: 0, aTo: a.length, bFrom: 0, bTo: b.length }];
  let matching = 0;
  for (let range = open.pop(); range !== undefined; range = open.pop()) {
    const block = longestBlock({ a, b, places, range }, work);
    if (block.size === 0) continue;
    matching += block.size;
    open.push({ ...range, aTo: block.a, bTo: block.b });
    open.push({ ...range, aFrom: block.a + block.size, bFrom: block.b + block.size });
  }
  return matching;
}

function placesOf(b: readonly string[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  b.forEach((character, index) => {
    const known = places.get(character);
    if (known === undefined) places.set(character, [index]);
    else known.push(index);
  });
  if (b.length >= longText) {
    const most = Math.floor(b.length / 100) + 1;
    for (const [character, at] of places) if (at.length > most) places.delete(character);
  }
  return places;
}

/** Of the longest blocks the one that starts first in `a`, then in `b`; grown over characters that are not matched on. */
function longestBlock(
  job: {
    a: readonly string[];
    b: readonly string[];
    places: ReadonlyMap<string, readonly number[]>;
    range: Range;
  },
  work: WorkCounter,
): { a: number; b: number; size: number } {
  const { a, b, places, range } = job;
  let best = { a: range.aFrom, b: range.bFrom, size: 0 };
  let ends = new Map<number, number>();
  let comparisons = range.aTo - range.aFrom;
  for (let i = range.aFrom; i < range.aTo; i++) {
    const next = new Map<number, number>();
    for (const j of places.get(a[i] ?? "") ?? []) {
      if (j < range.bFrom) continue;
      if (j >= range.bTo) break;
      comparisons++;
      const size = (ends.get(j - 1) ?? 0) + 1;
      next.set(j, size);
      if (size > best.size) best = { a: i - size + 1, b: j - size + 1, size };
    }
    ends = next;
    if (comparisons >= comparisonsPerStep) {
      work.take(Math.floor(comparisons / comparisonsPerStep));
      comparisons %= comparisonsPerStep;
    }
  }
  work.take();
  while (best.a > range.aFrom && best.b > range.bFrom && a[best.a - 1] === b[best.b - 1])
    best = { a: best.a - 1, b: best.b - 1, size: best.size + 1 };
  while (
    best.a + best.size < range.aTo &&
    best.b + best.size < range.bTo &&
    a[best.a + best.size] === b[best.b + best.size]
  )
    best = { ...best, size: best.size + 1 };
  return best;
}
