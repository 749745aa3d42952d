import type { Task } from "@guru/core";
import { testGenerator } from "@guru/data-kit/testing";
import { createJudge, defaultRegistry } from "@guru/verifiers";
import { program } from "../src/index.ts";

const judge = createJudge({ registry: defaultRegistry });

testGenerator(program, {
  verify: async (items) => {
    const verdicts = await judge(items.map(({ task, text }) => ({ task, response: { text } })));
    return verdicts.map((verdict) => (verdict.outcome === "unscored" ? Number.NaN : verdict.score));
  },
  wrongAnswers,
  longest: { prompt: 48, response: 48 },
});

/** Another value, and the value as text. */
function wrongAnswers(task: Task): string[] {
  const { value } = task.truth as { value: string };
  const other = value.startsWith("[") ? value.replace("]", ",1]") : String(Number(value) + 1);
  return [other, `"${value}"`];
}
