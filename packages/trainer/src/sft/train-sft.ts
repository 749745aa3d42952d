import type { Domain, MetricName, StepNumbers } from "@guru/core";
import { accumulateGradients } from "../loop/accumulate-gradients.ts";
import { guardedUpdate } from "../loop/guarded-update.ts";
import { rowsInMicroBatches } from "../loop/row-tokens.ts";
import { runTraining, type TrainOptions, type TrainResult } from "../loop/run-training.ts";
import { disposeState, openTrainingState, type TrainingState } from "../loop/training-state.ts";
import { learningRateAt } from "../optimizer/learning-rate.ts";
import { withRunLock } from "../run-folder/run-lock.ts";
import type { TaskSource } from "../tasks/task-source.ts";
import { type DemonstrationRow, demonstrationRows } from "./demonstration-rows.ts";

/** What supervised fine-tuning needs. */
export interface SftOptions extends TrainOptions {
  /** Tasks with demonstrations. */
  readonly tasks: TaskSource;
}

/**
 * Supervised fine-tuning on the tasks' demonstrations: the loss is the mean of −log p over all response tokens of a
 * step, end tokens included. With `supervised.averageDecay` the exponential average of the weights is evaluated and
 * saved, and the model holds it at the end. Resumes like {@link trainGrpo}.
 *
 * @throws GuruError `no_tasks`, `no_demonstration`, `non_finite`, `checkpoint`, `run_locked` or `storage`.
 */
export async function trainSft(options: SftOptions): Promise<TrainResult> {
  return withRunLock(options.run, () => trainLocked(options));
}

async function trainLocked(options: SftOptions): Promise<TrainResult> {
  const state = await openTrainingState(options);
  try {
    const result = await runTraining(options, state, { step: (step) => sftStep(options, state, step) });
    await state.average?.swap();
    return result;
  } finally {
    disposeState(state);
  }
}

async function sftStep(options: SftOptions, state: TrainingState, step: number): Promise<StepNumbers> {
  const { config, model, tasks, clock = () => performance.now() } = options;
  const begin = clock();
  const drawn = tasks.draw(step, config.supervised.batchSize);
  const rows = demonstrationRows(options, step, drawn);
  const losses = createLossSums(rows);
  const learningRate = learningRateAt(step, config.optimizer, config.steps);
  const norm = await guardedUpdate({
    step,
    model,
    optimizer: state.optimizer,
    learningRate,
    accumulate: (guard) => accumulate(options, rows, { losses, guard }),
  });
  state.average?.follow(state.optimizer.updates);
  const seconds = (clock() - begin) / 1000;
  const tokens = rows.reduce((sum, { prompt, response }) => sum + prompt.length + response.length, 0);
  return {
    ...losses.metrics(),
    "train/grad_norm": norm,
    "train/lr": learningRate,
    "prompts/left_out": drawn.length - rows.length,
    "perf/total_num_tokens": tokens,
    "perf/throughput": tokens / Math.max(seconds, 1e-9),
  };
}

async function accumulate(
  { model, config }: SftOptions,
  rows: readonly DemonstrationRow[],
  { losses, guard }: { losses: LossSums; guard: boolean },
): Promise<void> {
  await accumulateGradients(model, rowsInMicroBatches(rows, config.optimizer), {
    temperature: 1,
    guard,
    gradientsOf: (batch, { logprobs }) => {
      losses.add(batch, logprobs);
      return { logprob: new Float64Array(logprobs.length).fill(-1 / losses.tokens), entropy: null };
    },
  });
}

interface LossSums {
  /** Response tokens of the whole step. */
  readonly tokens: number;
  add(rows: readonly DemonstrationRow[], logprobs: ArrayLike<number>): void;
  metrics(): StepNumbers;
}

function createLossSums(rows: readonly DemonstrationRow[]): LossSums {
  const tokens = rows.reduce((sum, { response }) => sum + response.length, 0);
  const domains = new Map<Domain, { loss: number; tokens: number }>();
  return {
    tokens,
    add: (batch, logprobs) => {
      let token = 0;
      for (const { task, response } of batch) {
        const sums = domains.get(task.domain) ?? { loss: 0, tokens: 0 };
        for (const end = token + response.length; token < end; token++)
          sums.loss -= logprobs[token] ?? Number.NaN;
        sums.tokens += response.length;
        domains.set(task.domain, sums);
      }
    },
    metrics: () => ({
      "train/loss": [...domains.values()].reduce((sum, { loss }) => sum + loss, 0) / tokens,
      "train/tokens": tokens,
      ...Object.fromEntries(
        [...domains].map(([domain, { loss, tokens: count }]): [MetricName, number] => [
          `train/loss/${domain}`,
          loss / count,
        ]),
      ),
    }),
  };
}
