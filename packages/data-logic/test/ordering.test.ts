import type { Task } from "@guru/core";
import { testGenerator } from "@guru/data-kit/testing";
import { createJudge, defaultRegistry } from "@guru/verifiers";
import { ordering } from "../src/index.ts";

const judge = createJudge({ registry: defaultRegistry });

testGenerator(ordering, {
  verify: async (items) => {
    const verdicts = await judge(items.map(({ task, text }) => ({ task, response: { text } })));
    return verdicts.map((verdict) => (verdict.outcome === "unscored" ? Number.NaN : verdict.score));
  },
  wrongAnswers,
  longest: { prompt: 36, response: 63 },
});

/** Each of the other names. */
function wrongAnswers(task: Task): string[] {
  const { answer, candidates } = task.truth as { answer: string; candidates: string[] };
  return candidates.filter((name) => name !== answer);
}
