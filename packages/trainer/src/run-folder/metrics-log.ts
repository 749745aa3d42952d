import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { formatJsonl, MetricsRow } from "@guru/core";
import { readLog } from "./read-log.ts";
import type { RunFolder } from "./run-folder.ts";
import { guardStorage, replaceFile, syncPath } from "./storage.ts";

/**
 * Appends a step to metrics.jsonl. The write reaches the system before the promise resolves, so a killed process loses
 * nothing; only checkpoints are synced against power cuts.
 */
export async function appendMetrics(run: RunFolder, metrics: MetricsRow): Promise<void> {
  const file = metricsFile(run);
  await guardStorage(file, () => appendFile(file, formatJsonl(metrics)));
}

/** All steps of a run so far; a last line that was cut off is left out. */
export async function readMetrics(run: Pick<RunFolder, "folder">): Promise<MetricsRow[]> {
  return readLog(metricsFile(run), MetricsRow);
}

/** Removes every step after `step`. */
export async function cutMetrics(run: RunFolder, step: number): Promise<void> {
  const kept = (await readMetrics(run)).filter((metrics) => metrics.step <= step);
  await replaceFile(metricsFile(run), kept.map(formatJsonl).join(""));
}

/** Makes the metrics so far survive a power cut. */
export async function syncMetrics(run: RunFolder): Promise<void> {
  await guardStorage(metricsFile(run), () => syncPath(metricsFile(run)));
}

/** Where the metrics of a run are. */
export function metricsFile(run: Pick<RunFolder, "folder">): string {
  return join(run.folder, "metrics.jsonl");
}
