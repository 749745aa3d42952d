import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { mathAnswer } from "../../src/math/answer.ts";

interface Pair {
  readonly gold: string;
  readonly answer: string;
  readonly idea: string;
}

const pairsIn = (name: string): readonly Pair[] =>
  JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8")) as Pair[];

const outcomeOf = async (answer: string, gold: string): Promise<string> => {
  const verdict = await mathAnswer.verify({ text: `Hence \\boxed{${answer}}` }, { value: gold }, {});
  return verdict.outcome;
};

describe("answers that mean the same", () => {
  test.each(pairsIn("equal-pairs.json"))("$idea: $answer for $gold earns 1", async ({ gold, answer }) => {
    expect(await outcomeOf(answer, gold)).toBe("correct");
  });
});

describe("answers that mean something else", () => {
  test.each(pairsIn("different-pairs.json"))("$idea: $answer for $gold earns 0", async ({ gold, answer }) => {
    expect(await outcomeOf(answer, gold)).toBe("incorrect");
  });
});
