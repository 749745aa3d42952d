import type { MetricsRow, StepNumbers } from "@guru/core";
import type { DecoderModel } from "@guru/lm";
import { type Checkpoint } from "../run-folder/checkpoints.ts";
import { appendMetrics } from "../run-folder/metrics-log.ts";
import { isNonFinite } from "./non-finite.ts";
import { type BestStep, saveState, type StateOwner, type TrainingState } from "./training-state.ts";

/** What every training method is given. */
export interface TrainOptions extends StateOwner {
  /**
   * Measures the model every `config.evaluation.every` steps and after the last. Its numbers become `val/…` metrics; the
   * step with the highest `mean`, or mean of all numbers where there is none of that name, keeps its checkpoint.
   */
  readonly evaluate?: (step: number, model: DecoderModel) => Promise<Readonly<Record<string, number>>>;
  /** When it fires, the step at hand is finished and saved, and training returns. */
  readonly signal?: AbortSignal;
  /** Told of each step once its metrics, and its checkpoint where one is due, are on disk. */
  readonly onStep?: (metrics: MetricsRow) => void;
  /** Milliseconds from any origin. Default: `performance.now`. */
  readonly clock?: () => number;
}

/** How training ended. */
export interface TrainResult {
  /** Steps done in all. */
  readonly step: number;
  /** Whether the signal ended it before the last step. */
  readonly interrupted: boolean;
  /** The latest checkpoint: the model as it is now. */
  readonly checkpoint: Checkpoint;
  /** Present when there were evaluations. */
  readonly best: BestStep | undefined;
}

/** One method's step: trains, and says what happened by metric name. */
export interface TrainingMethod {
  step(step: number): Promise<StepNumbers>;
  /** Called after each checkpoint. */
  saved?(): Promise<void>;
}

/** The loop all methods share: step, evaluate, note, save, until the last step or the signal. */
export async function runTraining(
  options: TrainOptions,
  state: TrainingState,
  method: TrainingMethod,
): Promise<TrainResult> {
  const { config, signal, onStep } = options;
  const save = async (): Promise<void> => {
    await saveState(options, state);
    await method.saved?.();
  };
  while (state.step < config.steps && signal?.aborted !== true) {
    const trained = await takeStep(options, state, { method, save });
    const measured = await evaluateIfDue(options, state);
    const improved = state.best?.step === state.step;
    const metrics = { ...finiteOnly({ ...trained, ...measured }), step: state.step };
    await appendMetrics(options.run, metrics);
    const { every } = config.checkpoint;
    if (improved || (every > 0 && state.step % every === 0)) await save();
    onStep?.(metrics);
  }
  if (state.saved.step !== state.step) await save();
  return {
    step: state.step,
    interrupted: state.step < config.steps,
    checkpoint: state.saved,
    best: state.best,
  };
}

/** A step that fails before it changed a weight is no loss: the steps before it are saved. */
async function takeStep(
  options: TrainOptions,
  state: TrainingState,
  { method, save }: { method: TrainingMethod; save: () => Promise<void> },
): Promise<StepNumbers> {
  const clock = options.clock ?? (() => performance.now());
  const start = clock();
  const { updates } = state.optimizer;
  // Saving also forgets the failed step's verdicts: had they been why it failed, a resumed run would fail on them again.
  const keepStepsBefore = async (): Promise<void> => {
    if (state.saved.step !== state.step) await save();
    else await method.saved?.();
  };
  try {
    const metrics = await method.step(state.step + 1);
    state.step++;
    return { ...metrics, "timing_s/step": (clock() - start) / 1000 };
  } catch (error) {
    // The step's own error is the one to report, also where saving fails as well.
    const unchanged = state.optimizer.updates === updates;
    // Weights that lead to NaN have usually gone wrong before: they must not push a good checkpoint out.
    if (unchanged && !isNonFinite(error)) await keepStepsBefore().catch(() => undefined);
    throw error;
  }
}

/** An evaluation's numbers, where one is due; notes the step when it is the best so far. */
async function evaluateIfDue(options: TrainOptions, state: TrainingState): Promise<StepNumbers> {
  const { config, model, evaluate, clock = () => performance.now() } = options;
  const { every } = config.evaluation;
  const due = every > 0 && (state.step % every === 0 || state.step === config.steps);
  if (evaluate === undefined || !due) return {};
  const start = clock();
  await state.average?.swap();
  const numbers = await evaluate(state.step, model).finally(() => state.average?.swap());
  const mean = meanOf(numbers);
  if (mean > (state.best?.mean ?? Number.NEGATIVE_INFINITY)) state.best = { step: state.step, mean };
  const named = Object.entries(numbers).map(([name, value]) => [`val/${name}`, value] as const);
  return { ...Object.fromEntries(named), "timing_s/testing": (clock() - start) / 1000 };
}

/** JSON has no word for the others, and a log with null in it could not be read back. */
function finiteOnly(metrics: StepNumbers): Record<string, number> {
  const isFinite = (entry: [string, number | undefined]): entry is [string, number] =>
    Number.isFinite(entry[1]);
  return Object.fromEntries(Object.entries(metrics).filter(isFinite));
}

function meanOf(numbers: Readonly<Record<string, number>>): number {
  const values = Object.values(numbers);
  return numbers["mean"] ?? values.reduce((sum, value) => sum + value, 0) / values.length;
}
