import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { splitGain, type GainTask } from "../src/index.ts";

const bootstrap = { seed: 1, draws: 400 };
/** `count` tasks from scores written as "before after made-to-work", with a `-` before for no parsable answer. */
const tasks = (count: number, scores: string): GainTask[] => {
  const [before = "", after, madeToWork] = scores.split(" ");
  const answered = before !== "-";
  return Array.from({ length: count }, () => ({
    before: answered ? Number(before) : 0,
    after: Number(after),
    madeToWork: Number(madeToWork),
    answered,
  }));
};
const values = (strata: GainTask[][]): Record<string, number> => {
  const { rise, noAnswerToRight, elicited, learned, beyondMadeToWork } = splitGain(strata, bootstrap);
  const parts = { rise, noAnswerToRight, elicited, learned, beyondMadeToWork };
  return Object.fromEntries(
    Object.entries(parts).map(([name, { value }]) => [name, Math.round(value * 1e9) / 1e9]),
  );
};

describe("the split of a gain", () => {
  test("adds up to the rise, whatever the scores", () => {
    const score = fc.double({ min: 0, max: 1, noNaN: true });
    const task = fc.record({ before: score, after: score, madeToWork: score, answered: fc.boolean() });
    const strata = fc.array(fc.array(task, { minLength: 1, maxLength: 9 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(strata, (domains) => {
        const split = splitGain(domains, { seed: 1, draws: 20 });
        const sum = split.noAnswerToRight.value + split.elicited.value + split.learned.value;
        expect(sum).toBeCloseTo(split.rise.value, 12);
        expect(split.elicited.value).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test("puts tasks without a parsable answer first", () => {
    expect(values([[...tasks(2, "- 1 1"), ...tasks(8, "0 0 0")]])).toEqual({
      rise: 0.2,
      noAnswerToRight: 0.2,
      elicited: 0,
      learned: 0,
      beyondMadeToWork: 0,
    });
  });

  test("counts a rise within reach of the base made to work as elicited", () => {
    // The base could gain 0.6 by working; it gained 0.4, on other tasks than those it could.
    expect(values([[...tasks(6, "0 0 1"), ...tasks(4, "0 1 0")]])).toMatchObject({
      rise: 0.4,
      elicited: 0.4,
      learned: 0,
      beyondMadeToWork: -0.2,
    });
  });

  test("counts what goes beyond the base made to work as learned", () => {
    expect(values([[...tasks(3, "0 1 1"), ...tasks(2, "0 1 0"), ...tasks(5, "1 1 1")]])).toMatchObject({
      rise: 0.5,
      elicited: 0.3,
      learned: 0.2,
      beyondMadeToWork: 0.2,
    });
  });

  test("does not count working that harms the base as room to elicit", () => {
    expect(values([[...tasks(2, "1 1 0"), ...tasks(1, "0 1 0"), ...tasks(7, "0 0 0")]])).toMatchObject({
      rise: 0.1,
      elicited: 0,
      learned: 0.1,
    });
  });

  test("shows a fall as negative learning", () => {
    expect(values([[...tasks(3, "1 0 1"), ...tasks(1, "- 1 1"), ...tasks(6, "0 0 1")]])).toMatchObject({
      rise: -0.2,
      noAnswerToRight: 0.1,
      elicited: 0,
      learned: -0.3,
    });
  });

  test("lets a domain below its made-to-work score offset one beyond it", () => {
    const beyond = [...tasks(2, "0 1 0"), ...tasks(8, "0 0 0")];
    const below = [...tasks(3, "0 0 1"), ...tasks(1, "0 1 1"), ...tasks(6, "0 0 0")];
    expect(values([beyond])).toMatchObject({ elicited: 0, learned: 0.2 });
    expect(values([below])).toMatchObject({ elicited: 0.1, learned: 0 });
    expect(values([beyond, below])).toMatchObject({ rise: 0.15, elicited: 0.15, learned: 0 });
  });

  test("does not find learning in domains that reach their made-to-work score up to noise", () => {
    // Half of the answered tasks change between made to work and after, as many up as down.
    const level = [...tasks(25, "0 1 0"), ...tasks(25, "0 0 1"), ...tasks(50, "0 1 1")];
    const { learned, rise } = splitGain([level, level, level, level], { seed: 3 });
    expect(rise.low).toBeGreaterThan(0);
    expect(learned.value).toBe(0);
    expect(learned.low).toBe(0);
  });
});
