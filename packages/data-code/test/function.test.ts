import type { Task } from "@guru/core";
import { testGenerator } from "@guru/data-kit/testing";
import { createJudge, createSandbox, defaultRegistry, detectSandbox } from "@guru/verifiers";
import { afterAll } from "vitest";
import { pythonFunction } from "../src/index.ts";

const report = await detectSandbox();
const usable = report.level !== undefined;
const sandbox = usable ? await createSandbox({ minimumLevel: 0, workers: 1 }) : undefined;
const judge = createJudge({ registry: defaultRegistry, ...(sandbox === undefined ? {} : { sandbox }) });

afterAll(async () => {
  await sandbox?.close();
});

testGenerator(pythonFunction, {
  verify: async (items) => {
    const verdicts = await judge(items.map(({ task, text }) => ({ task, response: { text } })));
    return verdicts.map((verdict) => (verdict.outcome === "unscored" ? Number.NaN : verdict.score));
  },
  wrongAnswers,
  longest: { prompt: 54, response: 62 },
  skipVerify: usable ? undefined : "no sandbox for Python on this machine",
  samples: 20,
});

/** One more than what is asked, the function without its last change, and what is no function. */
function wrongAnswers(task: Task): string[] {
  const answer = task.demonstrations?.[1]?.text.slice(1) ?? "";
  const [head = "", body = ""] = answer.split(":");
  return [`${head}:(${body})+1`, `${head}:${head.at(-1) ?? ""}`, "0"];
}
