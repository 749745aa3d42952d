import { basename } from "node:path";
import type { RunConfig } from "@guru/core";
import { GuruError } from "@guru/core";
import { compareSummaries, formatComparison, type RunSummary } from "@guru/evals";
import { openRunFolder } from "@guru/trainer";
import { allPaths } from "../config/config-schema.ts";
import { showValue } from "../config/parse-override.ts";
import { readSummary } from "./list-runs.ts";
import { valueAt } from "../config/value-at.ts";

/** Lines that put two finished runs side by side: results, and the settings in which they differ. */
export async function compareRuns(first: string, second: string): Promise<string[]> {
  const [left, right] = [await openRunFolder(first), await openRunFolder(second)];
  const rows = compareSummaries(await requireSummary(first), await requireSummary(second));
  const names = { first: basename(left.folder), second: basename(right.folder) };
  return [formatComparison(rows, names), "", ...differingSettings(left.config, right.config)];
}

async function requireSummary(folder: string): Promise<RunSummary> {
  const summary = await readSummary(folder);
  if (summary !== undefined) return summary;
  throw new GuruError(
    "run_folder",
    `${folder} has no summary.json: the run is not finished; guru train --resume ${folder} continues it`,
  );
}

/** One line for each setting that two configs do not share. */
function differingSettings(first: RunConfig, second: RunConfig): string[] {
  const lines = allPaths().flatMap((path) => {
    const [left, right] = [first, second].map((config) => showValue(valueAt(config, path.split("."))));
    // A mapping's keys have lines of their own.
    return left === right || left?.startsWith("{") === true ? [] : [`  ${path}: ${left} | ${right}`];
  });
  return lines.length === 0 ? ["Their settings are the same."] : ["Their settings differ in", ...lines];
}
