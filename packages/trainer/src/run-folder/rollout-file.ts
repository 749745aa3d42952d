import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { canonicalJson, type Rollout, type Task, verdictScore } from "@guru/core";
import { parquetWriteBuffer } from "hyparquet-writer";
import type { RunFolder } from "./run-folder.ts";
import { rolloutColumns, rolloutSchema } from "./rollout-schema.ts";
import { guardStorage, replaceFile } from "./storage.ts";

/** A rollout as it is stored: what was asked, what it earned and what it was trained with. */
export interface StoredRollout {
  readonly task: Task;
  readonly rollout: Rollout;
  /** The rendered prompt. */
  readonly prompt: string;
  /** What it was trained with: its score, unless rewards were shuffled. Absent where it was left out of training. */
  readonly reward?: number | undefined;
  readonly advantage?: number | undefined;
}

/** Writes the rollouts of a step to rollouts/step-N.parquet. */
export async function writeRollouts(
  run: RunFolder,
  step: number,
  rollouts: readonly StoredRollout[],
): Promise<void> {
  const rows = rollouts.map((stored) => toRow(step, stored));
  const columnData = rolloutColumns.map(({ name }) => ({ name, data: rows.map((row) => row[name]) }));
  const content = parquetWriteBuffer({ columnData, schema: rolloutSchema, codec: "SNAPPY" });
  await replaceFile(rolloutFile(run, step), new Uint8Array(content));
}

/** Removes the rollouts of every step after `step`. */
export async function cutRollouts(run: RunFolder, step: number): Promise<void> {
  const folder = join(run.folder, "rollouts");
  for (const name of await readdir(folder).catch(() => [])) {
    const found = Number(/^step-(\d+)\.parquet$/.exec(name)?.[1] ?? -1);
    if (found > step) await guardStorage(folder, () => rm(join(folder, name)));
  }
}

/** Where the rollouts of a step are, if they were kept. */
export function rolloutFile(run: Pick<RunFolder, "folder">, step: number): string {
  return join(run.folder, "rollouts", `step-${step}.parquet`);
}

function toRow(
  step: number,
  { task, rollout, prompt, reward, advantage }: StoredRollout,
): Record<string, unknown> {
  const { verdict } = rollout;
  return {
    step,
    task_id: rollout.taskId,
    group_id: rollout.groupId,
    domain: task.domain,
    source: task.source,
    level: task.difficulty.level,
    prompt,
    response: rollout.text,
    truth: canonicalJson(task.truth),
    outcome: verdict.outcome,
    reason: verdict.reason,
    extracted: verdict.extracted?.text,
    score: verdictScore(verdict),
    reward,
    advantage,
    finish_reason: rollout.finishReason,
    policy_version: rollout.policyVersion,
    prompt_tokens: rollout.promptTokens,
    response_tokens: rollout.responseTokens,
    logprobs: rollout.logprobs,
    verdict: JSON.stringify(verdict),
  };
}
