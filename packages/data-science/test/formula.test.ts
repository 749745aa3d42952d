import type { Task } from "@guru/core";
import { testGenerator } from "@guru/data-kit/testing";
import { createJudge, defaultRegistry } from "@guru/verifiers";
import { formula } from "../src/index.ts";

const judge = createJudge({ registry: defaultRegistry });

testGenerator(formula, {
  verify: async (items) => {
    const verdicts = await judge(items.map(({ task, text }) => ({ task, response: { text } })));
    return verdicts.map((verdict) => (verdict.outcome === "unscored" ? Number.NaN : verdict.score));
  },
  wrongAnswers,
  longest: { prompt: 28, response: 54 },
});

/** A slip, another unit, and a thousandfold. */
function wrongAnswers(task: Task): string[] {
  const { value, unit } = task.truth as { value: string; unit: string };
  return [`${Number(value) + 1} ${unit}`, `${value} ${unit === "kg" ? "s" : "kg"}`, `${value}000 ${unit}`];
}
