import { writeFile } from "node:fs/promises";
import { GuruError, type RunConfig, type Task } from "@guru/core";
import { type EvaluationResult, formatSummaryTable, type RunSummary, summarise } from "@guru/evals";
import { loadCheckpoint } from "@guru/lm";
import { type CommandContext, exitCodes } from "../command-context.ts";
import { createProgressDisplay } from "../display/progress-display.ts";
import { showPath, slowEngineNotes } from "./describe-run.ts";
import { createInterrupt } from "./interrupt.ts";
import { allModes, measure } from "./measure.ts";
import { modelFolder } from "./model-folder.ts";
import { openEngine, type OpenedEngine } from "./open-engine.ts";
import { openJudge, type OpenedJudge } from "./open-judge.ts";
import { readTaskFile } from "./read-task-file.ts";
import { drawHeldOut } from "./run-tasks.ts";

/** Measures a checkpoint on held-out tasks, prints the table and writes the summary where asked; returns the exit code. */
export async function evaluateCheckpoint(
  context: CommandContext,
  config: RunConfig,
  { out }: { readonly out?: string },
): Promise<number> {
  const { terminal } = context;
  const engine = await openEngine(config, (note) => {
    terminal.print(note);
  });
  const judge = await openJudge(config);
  const interrupt = createInterrupt(context, () => undefined);
  const display = createProgressDisplay(terminal, context.clock);
  try {
    display.note(...describeEvaluation(config, engine, judge), "");
    const result = await evaluate({ config, engine, judge }, interrupt.signal, (progress) => {
      display.evaluation("measuring", progress);
    });
    const summary = summariseCheckpoint(result, { config, engine, judge });
    display.note("", formatSummaryTable(summary), "", summary.whatHappened);
    if (out !== undefined) await writeSummary(out, summary);
    return exitCodes.done;
  } catch (error) {
    if (interrupt.signal.aborted) return exitCodes.interrupted;
    throw error;
  } finally {
    interrupt.dispose();
    display.clear();
    await judge.close();
    await engine.engine.dispose();
  }
}

interface Evaluation {
  readonly config: RunConfig;
  readonly engine: OpenedEngine;
  readonly judge: OpenedJudge;
}

async function evaluate(
  { config, engine, judge }: Evaluation,
  signal: AbortSignal,
  onProgress: NonNullable<Parameters<typeof measure>[1]["onProgress"]>,
): Promise<EvaluationResult> {
  const { weights, path } = config.model;
  const options = { weights, seed: config.seed };
  const { model, tokenizer } = await loadCheckpoint(engine.engine, await modelFolder(path), options);
  const generated = config.data.files.length === 0;
  const tasks = generated
    ? drawHeldOut(config.evaluation, judge)
    : await readHeldOut(config.data.files, judge);
  const modes = allModes({ config, tokenizer, generated });
  try {
    return await measure({ config, model, tokenizer, judge }, { tasks, modes, onProgress, signal });
  } finally {
    model.dispose();
  }
}

/** The test rows of data files, or all rows where none is of a test split. */
async function readHeldOut(files: readonly string[], judge: OpenedJudge): Promise<Task[]> {
  const all = (await Promise.all(files.map(readTaskFile))).flat();
  const usable = all.filter((task) => judge.reject(task) === undefined);
  const heldOut = usable.filter(({ split }) => split !== "train");
  const tasks = heldOut.length > 0 ? heldOut : usable;
  if (tasks.length > 0) return tasks;
  const first = all.map((task) => judge.reject(task)).find((reason) => reason !== undefined);
  const why = `none of ${all.length} rows of ${files.join(", ")} can be judged; the first reason: ${first ?? "unknown"}`;
  throw new GuruError("no_tasks", `no tasks are left to measure: ${why}`);
}

function describeEvaluation(
  config: RunConfig,
  { engine, why, fallback }: OpenedEngine,
  judge: OpenedJudge,
): string[] {
  return [
    `Measuring ${config.model.path} on ${engine.name} (${engine.description}): ${why}`,
    ...(fallback === undefined ? [] : slowEngineNotes(fallback)),
    ...judge.leftOut.map(({ domain, reason }) => `${domain} is left out: ${reason}`),
  ];
}

function summariseCheckpoint(result: EvaluationResult, { config, engine, judge }: Evaluation): RunSummary {
  return summarise(result, undefined, {
    name: config.name,
    method: config.method,
    seed: config.seed,
    model: config.model.path,
    engine: `${engine.engine.name} (${engine.engine.description})`,
    steps: 0,
    phases: [{ name: "measure", seconds: result.seconds }],
    leftOut: [...judge.leftOut],
  });
}

async function writeSummary(file: string, summary: RunSummary): Promise<void> {
  try {
    await writeFile(file, `${JSON.stringify(summary, undefined, 2)}\n`);
  } catch (cause) {
    throw new GuruError("storage", `cannot write ${showPath(file)}: ${(cause as Error).message}`, { cause });
  }
}
