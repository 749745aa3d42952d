import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { formatPercent, formatPoints, RunSummary } from "@guru/evals";
import { openRunFolder, readMetrics } from "@guru/trainer";

/** One run as a list shows it. */
export interface ListedRun {
  readonly folder: string;
  readonly method: string;
  readonly seed: number;
  readonly step: number;
  readonly steps: number;
  /** Present once the run has been measured after training. */
  readonly summary: RunSummary | undefined;
}

/** The runs in a folder, by name; what is no run is left out. */
export async function listRuns(root: string): Promise<ListedRun[]> {
  const names = await readdir(root).catch(() => []);
  const runs = await Promise.all(
    names.sort().map((name) => readRun(join(root, name)).catch(() => undefined)),
  );
  return runs.filter((run) => run !== undefined);
}

async function readRun(folder: string): Promise<ListedRun> {
  const { config } = await openRunFolder(folder);
  const { method, seed, steps } = config;
  const step = (await readMetrics({ folder })).at(-1)?.step ?? 0;
  return { folder, method, seed, step, steps, summary: await readSummary(folder) };
}

/** The summary of a finished run; undefined where there is none, or one of another format. */
export async function readSummary(folder: string): Promise<RunSummary | undefined> {
  const text = await readFile(join(folder, "summary.json"), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return RunSummary.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** One line a run. */
export function formatRunList(runs: readonly ListedRun[], root: string): string {
  if (runs.length === 0) return `There are no runs in ${root} yet; guru train starts one.`;
  const width = Math.max(...runs.map(({ folder }) => folder.length));
  return runs.map((run) => `${run.folder.padEnd(width)}  ${describe(run)}`).join("\n");
}

function describe({ method, seed, step, steps, summary }: ListedRun): string {
  const head = `${method}  seed ${seed}  step ${step}/${steps}`;
  const greedy = summary?.overall.greedy;
  if (greedy === undefined) return `${head}  not finished`;
  const { before, after = before, rise } = greedy;
  const points = rise === undefined ? "" : ` (${formatPoints(rise.value)} points)`;
  return `${head}  greedy ${formatPercent(before.value)} → ${formatPercent(after.value)}${points}`;
}
