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
  longest: { prompt: 76, response: 60 },
});

/** Another number, and both. */
function wrongAnswers(task: Task): string[] {
  const { value } = task.truth as { value: string };
  const other = String(Number(value) + 1);
  return [other, `${value} ${other}`];
}
