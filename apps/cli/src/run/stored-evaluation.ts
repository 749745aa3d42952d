import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { EvaluationResult } from "@guru/evals";
import { type RunFolder, writeRunFile } from "@guru/trainer";

/** When an evaluation of a run was made. */
export type EvaluationTime = "before" | "after";

/** The evaluation of a run that was stored earlier; undefined where there is none that can be read. */
export async function readEvaluation(
  run: RunFolder,
  time: EvaluationTime,
): Promise<EvaluationResult | undefined> {
  try {
    const text = await readFile(join(run.folder, fileName(time)), "utf8");
    return EvaluationResult.safeParse(JSON.parse(text)).data;
  } catch {
    // A missing or cut-off file only costs measuring again.
    return undefined;
  }
}

/** Stores every response of an evaluation beside the run's other files. */
export async function writeEvaluation(
  run: RunFolder,
  time: EvaluationTime,
  result: EvaluationResult,
): Promise<void> {
  await writeRunFile(run, fileName(time), `${JSON.stringify(result)}\n`);
}

function fileName(time: EvaluationTime): string {
  return `evaluation-${time}.json`;
}
