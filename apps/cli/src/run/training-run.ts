import type { MetricsRow } from "@guru/core";
import { type EvaluationResult, scoreByDomain } from "@guru/evals";
import {
  createRunFolder,
  openRunFolder,
  readMetrics,
  type RunFolder,
  trainGrpo,
  type TrainResult,
  trainSft,
  withRunLock,
} from "@guru/trainer";
import { type CommandContext, exitCodes } from "../command-context.ts";
import { createProgressDisplay, type ProgressDisplay } from "../display/progress-display.ts";
import { summaryLines } from "../display/summary-lines.ts";
import { describeRun, showPath } from "./describe-run.ts";
import { createInterrupt } from "./interrupt.ts";
import { allModes, measure } from "./measure.ts";
import type { PreparedRun } from "./prepare-run.ts";
import { resumeCommand } from "./resume-advice.ts";
import { type EvaluationTime, readEvaluation, writeEvaluation } from "./stored-evaluation.ts";
import { createTrainingProgress } from "./training-progress.ts";
import { describeUnseen } from "./unseen-prompts.ts";
import { writeReport } from "./write-report.ts";

/** Where a run is written. */
export interface RunPlace {
  /** Continues the run of this folder. */
  readonly resume?: string;
  /** A new run goes exactly here. */
  readonly out?: string;
}

interface Session {
  readonly context: CommandContext;
  readonly prepared: PreparedRun;
  readonly run: RunFolder;
  readonly display: ProgressDisplay;
  readonly signal: AbortSignal;
}

/** Measures, trains, measures again and reports; returns the exit code. What was prepared is disposed of. */
export async function runTrainingSession(
  context: CommandContext,
  prepared: PreparedRun,
  place: RunPlace,
): Promise<number> {
  const display = createProgressDisplay(context.terminal, context.clock);
  const interrupt = createInterrupt(context, () => {
    display.note("Stopping where nothing is lost; Ctrl-C again quits at once.");
  });
  try {
    const run = await openRun(prepared, place);
    return await withRunLock(run, () => {
      display.note(...describeRun(prepared, run), "");
      return runPhases({ context, prepared, run, display, signal: interrupt.signal });
    });
  } finally {
    interrupt.dispose();
    display.clear();
    await prepared.dispose();
  }
}

function openRun({ config }: PreparedRun, { resume, out }: RunPlace): Promise<RunFolder> {
  if (resume !== undefined) return openRunFolder(resume);
  return createRunFolder({ config, ...(out !== undefined && { folder: out }) });
}

async function runPhases(session: Session): Promise<number> {
  const before = await measureOnce(session, "before", "measuring the base");
  if (before === undefined) return sayInterrupted(session);
  const result = await train(session, before.seconds);
  if (result.interrupted) return sayInterrupted(session);
  const after = await measureOnce(session, "after", "measuring the trained model");
  if (after === undefined) return sayInterrupted(session);
  const { prepared, run, display } = session;
  const { summary, unseen } = await writeReport({ prepared, run, before, after });
  display.note(...summaryLines(summary, session.context.terminal.columns));
  if (unseen !== undefined) display.note(...describeUnseen(unseen, summary.overall.tasks));
  display.note("", ...nextSteps(session, result));
  return exitCodes.done;
}

/** An evaluation, taken from the run's folder when it was made before an interruption; undefined when interrupted now. */
async function measureOnce(
  { prepared, run, display, signal }: Session,
  time: EvaluationTime,
  title: string,
): Promise<EvaluationResult | undefined> {
  const stored = await readEvaluation(run, time);
  if (stored !== undefined) return stored;
  try {
    const result = await measure(prepared, {
      tasks: prepared.tasks.heldOut,
      modes: allModes({ ...prepared, generated: prepared.tasks.generated }),
      onProgress: (progress) => {
        display.evaluation(title, progress);
      },
      signal,
    });
    await writeEvaluation(run, time, result);
    return result;
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}

async function train(session: Session, secondsAfter: number): Promise<TrainResult> {
  const { context, prepared, run, display, signal } = session;
  const { config, model, tokenizer, tasks, judge } = prepared;
  const earlier = await readMetrics(run);
  const progress = createTrainingProgress(config, context.clock, { earlier, secondsAfter });
  const options = {
    config,
    model,
    tokenizer,
    run,
    tasks: tasks.training,
    evaluate: async (): Promise<Record<string, number>> => {
      const modes = { greedy: true, samples: 0 };
      return scoreByDomain(await measure(prepared, { tasks: tasks.between, modes }));
    },
    onStep: (metrics: MetricsRow) => {
      display.training(progress.follow(metrics));
    },
    signal,
  };
  return config.method === "sft" ? trainSft(options) : trainGrpo({ ...options, judge: judge.judge });
}

function sayInterrupted({ context, run, display }: Session): number {
  display.note(
    "",
    "Interrupted; everything so far is saved. Continue with",
    `  ${resumeCommand(run, context.programName)}`,
  );
  return exitCodes.interrupted;
}

function nextSteps({ context, prepared, run }: Session, { checkpoint, best }: TrainResult): string[] {
  const folder = showPath(run.folder);
  const model = showPath(checkpoint.folder);
  const prompt = prepared.tasks.heldOut[0]?.prompt.at(-1)?.content ?? "";
  const guru = context.programName;
  const rows = [
    [`open ${folder}/report.html`, "curves, tables and sample responses"],
    [`${guru} generate ${model} -p ${quoteForShell(prompt)}`, "ask the trained model"],
    [`${guru} eval ${model}`, "measure it again"],
  ] as const;
  const width = Math.max(...rows.map(([command]) => command.length));
  const wasBetter = best !== undefined && best.step !== checkpoint.step;
  return [
    `The run is in ${folder}`,
    ...rows.map(([command, what]) => `  ${command.padEnd(width)}  ${what}`),
    ...(wasBetter ? [`Step ${best.step} scored best on the way; its checkpoint is kept as well.`] : []),
  ];
}

function quoteForShell(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
