import type { Task } from "@guru/core";
import { testGenerator } from "@guru/data-kit/testing";
import { createJudge, defaultRegistry } from "@guru/verifiers";
import { arithmetic } from "../src/index.ts";

const judge = createJudge({ registry: defaultRegistry });

testGenerator(arithmetic, {
  verify: async (items) => {
    const verdicts = await judge(items.map(({ task, text }) => ({ task, response: { text } })));
    return verdicts.map((verdict) => (verdict.outcome === "unscored" ? Number.NaN : verdict.score));
  },
  wrongAnswers,
  longest: { prompt: 20, response: 48 },
});

/** Slips of one, of ten, and of the sign; a right answer of 0 has no other sign. */
function wrongAnswers(task: Task): string[] {
  const value = Number((task.truth as { value: string }).value);
  return [value + 1, value + 10, -value - 1].map(String);
}
