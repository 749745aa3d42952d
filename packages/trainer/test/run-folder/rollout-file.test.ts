import { readFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { type Rollout, Rollout as RolloutSchema, RunConfig } from "@guru/core";
import { parquetReadObjects } from "hyparquet";
import { expect, test } from "vitest";
import { createRunFolder, rolloutFile } from "../../src/index.ts";
import { cutRollouts, writeRollouts } from "../../src/run-folder/rollout-file.ts";
import { digitTask, verdict } from "../support/digit-task.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const task = digitTask(4);
const rollout: Rollout = {
  taskId: task.id,
  groupId: "3-0",
  promptTokens: [8, 14],
  responseTokens: [8, 1],
  logprobs: [-0.5, -0.125],
  finishReason: "stop",
  text: "4",
  verdict: verdict(0.25),
  policyVersion: 2,
};

async function writeAndRead(rows: Parameters<typeof writeRollouts>[2]): Promise<Record<string, unknown>[]> {
  const run = await createRunFolder({ config: RunConfig.parse({}), root: temporaryFolder() });
  await writeRollouts(run, 3, rows);
  const { buffer, byteOffset, byteLength } = await readFile(rolloutFile(run, 3));
  return parquetReadObjects({ file: buffer.slice(byteOffset, byteOffset + byteLength) });
}

test("a rollout is read back from Parquet token by token", async () => {
  const [row] = await writeAndRead([{ task, rollout, prompt: "4:", reward: 0.75, advantage: -1.5 }]);
  expect(row).toMatchObject({ step: 3, domain: "math", level: 1, prompt: "4:", truth: '{"value":"4"}' });
  expect(row).toMatchObject({ outcome: "partial", score: 0.25, reward: 0.75, advantage: -1.5 });
  const again = RolloutSchema.parse({
    taskId: row?.["task_id"],
    groupId: row?.["group_id"],
    promptTokens: row?.["prompt_tokens"],
    responseTokens: row?.["response_tokens"],
    logprobs: row?.["logprobs"],
    finishReason: row?.["finish_reason"],
    text: row?.["response"],
    verdict: JSON.parse(String(row?.["verdict"])) as unknown,
    policyVersion: row?.["policy_version"],
  });
  expect(again).toEqual(rollout);
});

test("a rollout without a score has null where there is no number", async () => {
  const unscored = { ...rollout, verdict: verdict(undefined), responseTokens: [], logprobs: [], text: "" };
  const [row] = await writeAndRead([{ task, rollout: unscored, prompt: "4:" }]);
  expect(row).toMatchObject({
    outcome: "unscored",
    score: null,
    reward: null,
    advantage: null,
    extracted: null,
  });
  expect(row).toMatchObject({ response_tokens: [], logprobs: [], response: "" });
});

test("cutting removes the files of later steps", async () => {
  const run = await createRunFolder({ config: RunConfig.parse({}), root: temporaryFolder() });
  for (const step of [1, 9, 10]) await writeRollouts(run, step, [{ task, rollout, prompt: "4:" }]);
  await cutRollouts(run, 9);
  expect([1, 9, 10].map((step) => existsSync(rolloutFile(run, step)))).toEqual([true, true, false]);
});
