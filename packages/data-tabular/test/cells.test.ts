import type { Task } from "@guru/core";
import { testGenerator } from "@guru/data-kit/testing";
import { createJudge, defaultRegistry } from "@guru/verifiers";
import { cells } from "../src/index.ts";

const judge = createJudge({ registry: defaultRegistry });

testGenerator(cells, {
  verify: async (items) => {
    const verdicts = await judge(items.map(({ task, text }) => ({ task, response: { text } })));
    return verdicts.map((verdict) => (verdict.outcome === "unscored" ? Number.NaN : verdict.score));
  },
  wrongAnswers,
  longest: { prompt: 60, response: 50 },
});

/** Another number or row, and both. */
function wrongAnswers(task: Task): string[] {
  const { value } = task.truth as { value: string };
  const other = /^\d/.test(value) ? String(Number(value) + 1) : value === "A" ? "B" : "A";
  return [other, `${value} ${other}`];
}
