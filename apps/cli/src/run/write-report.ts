import { Json, type MetricName, type MetricsRow } from "@guru/core";
import {
  type EvaluationResult,
  evaluationSamples,
  renderReport,
  type ReportSample,
  type RunSummary,
  summarise,
  type SummaryMetaInput,
} from "@guru/evals";
import { readMetrics, rolloutFile, type RunFolder, writeRunFile } from "@guru/trainer";
import { describeStart } from "./describe-start.ts";
import type { PreparedRun } from "./prepare-run.ts";
import { type RolloutRow, rolloutSamples, shownColumns } from "./rollout-samples.ts";
import { onUnseenPrompts } from "./unseen-prompts.ts";

/** What a finished run is summed up from. */
export interface FinishedRun {
  readonly prepared: PreparedRun;
  readonly run: RunFolder;
  readonly before: EvaluationResult;
  readonly after: EvaluationResult;
}

/** The summaries of a finished run. */
export interface RunSummaries {
  readonly summary: RunSummary;
  /** Of the held-out tasks whose prompts are not trained on as well, where there are others. */
  readonly unseen?: RunSummary;
}

/** Writes summary.json and report.html into the run's folder, and summary-unseen.json where data files repeat prompts. */
export async function writeReport(finished: FinishedRun): Promise<RunSummaries> {
  const { prepared, run, before, after } = finished;
  const metrics = await readMetrics(run);
  const meta = summaryMeta(finished, metrics);
  const summary = summarise(before, after, meta);
  const [unseenBefore, unseenAfter] = [before, after].map((result) =>
    onUnseenPrompts(result, prepared.tasks.trainedPrompts),
  );
  const unseen = unseenBefore && summarise(unseenBefore, unseenAfter, meta);
  const samples = [...evaluationSamples(before, after), ...(await trainingSamples(run, metrics))];
  await writeRunFile(run, "summary.json", formatSummary(summary));
  if (unseen !== undefined) await writeRunFile(run, "summary-unseen.json", formatSummary(unseen));
  await writeRunFile(
    run,
    "report.html",
    renderReport({ summary, metrics, config: Json.parse(run.config), samples }),
  );
  return { summary, ...(unseen && { unseen }) };
}

function formatSummary(summary: RunSummary): string {
  return `${JSON.stringify(summary, undefined, 2)}\n`;
}

function summaryMeta(
  { prepared, before, after }: FinishedRun,
  metrics: readonly MetricsRow[],
): SummaryMetaInput {
  const { config, engine, judge } = prepared;
  const total = (name: MetricName): number => metrics.reduce((sum, row) => sum + (row[name] ?? 0), 0);
  const tokens = total("perf/total_num_tokens");
  const seconds = total("timing_s/step");
  const { promptsPerStep, groupSize } = config.rollout;
  const { path, weights } = config.model;
  return {
    name: config.name,
    method: config.method,
    rewards: config.rewards,
    seed: config.seed,
    model: weights === "random" ? `${path} (${describeStart(config)})` : path,
    engine: `${engine.engine.name} (${engine.engine.description})`,
    steps: metrics.at(-1)?.step ?? 0,
    ...(config.method === "grpo" && {
      rollouts: (metrics.length * promptsPerStep - total("prompts/left_out")) * groupSize,
    }),
    trainingTokens: tokens,
    ...(seconds > 0 && { tokensPerSecond: tokens / seconds }),
    phases: [
      { name: "measure before", seconds: before.seconds },
      { name: "train", seconds },
      { name: "measure after", seconds: after.seconds },
    ],
    trainedLevels: prepared.tasks.generated ? config.data.levels : [],
    leftOut: [...judge.leftOut],
  };
}

/** Rollouts of the last step whose rollouts were kept; supervised runs keep none. */
async function trainingSamples(run: RunFolder, metrics: readonly MetricsRow[]): Promise<ReportSample[]> {
  if (run.config.method !== "grpo") return [];
  for (const { step } of metrics.toReversed()) {
    const rows = await readRollouts(rolloutFile(run, step));
    if (rows !== undefined) return rolloutSamples(rows);
  }
  return [];
}

async function readRollouts(file: string): Promise<RolloutRow[] | undefined> {
  const { asyncBufferFromFile, parquetReadObjects } = await import("hyparquet");
  try {
    return await parquetReadObjects({ file: await asyncBufferFromFile(file), columns: shownColumns });
  } catch {
    return undefined;
  }
}
