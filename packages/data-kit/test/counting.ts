import { defineGenerator, type Generator, type LevelTable, pickFrom, type Range } from "../src/index.ts";

/** A kind with one knob. */
export interface CountingKind {
  readonly kind: string;
  readonly share: number;
  readonly number: Range;
}

/** A generator as small as they come: what follows a number. */
export function createCounting(levels: LevelTable<CountingKind>, name = "math/counting"): Generator {
  return defineGenerator<CountingKind>({
    name,
    domain: name.startsWith("logic") ? "logic" : "math",
    version: "1",
    verifier: { name: "math/number", version: "1" },
    levels,
    compose: (random, { kind, number }) => {
      const value = pickFrom(random, number);
      // Numbers that end in 7 are refused, so that tests see draws made again.
      if (value % 10 === 7) return undefined;
      const next = String(value + 1);
      return { prompt: `${kind} ${value}?`, steps: `${value}+1`, answer: next, truth: { value: next } };
    },
  });
}

/** Five levels of a thousand numbers each. */
export const countingLevels: LevelTable<CountingKind> = [1, 2, 3, 4, 5].map((level) => [
  { kind: "after", share: 3, number: [level * 1000, level * 1000 + 999] },
  { kind: "next to", share: 1, number: [level * 1000, level * 1000 + 999] },
]);
