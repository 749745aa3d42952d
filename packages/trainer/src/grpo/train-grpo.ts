import type { JudgeBatch, StepNumbers } from "@guru/core";
import { loadCheckpoint, type DecoderModel } from "@guru/lm";
import { renderPrompts } from "../loop/prompt.ts";
import { runTraining, type TrainOptions, type TrainResult } from "../loop/run-training.ts";
import { disposeState, openTrainingState, type TrainingState } from "../loop/training-state.ts";
import { type Objective, resolveObjective } from "../objective/objective.ts";
import { learningRateAt } from "../optimizer/learning-rate.ts";
import { checkpointFolder } from "../run-folder/checkpoints.ts";
import { writeRollouts } from "../run-folder/rollout-file.ts";
import { withRunLock } from "../run-folder/run-lock.ts";
import { openVerdictJournal, type VerdictJournal } from "../run-folder/verdict-journal.ts";
import type { TaskSource } from "../tasks/task-source.ts";
import { checkGrpoConfig } from "./check-config.ts";
import { collectRollouts, type JudgedRollout } from "./collect-rollouts.ts";
import { klToStart } from "./kl-to-start.ts";
import { rolloutMetrics } from "./rollout-metrics.ts";
import { scoreGroups, type ScoredStep } from "./score-groups.ts";
import { updatePolicy } from "./update-policy.ts";

/** What GRPO needs. */
export interface GrpoOptions extends TrainOptions {
  readonly tasks: TaskSource;
  readonly judge: JudgeBatch;
}

interface Grpo {
  readonly options: GrpoOptions;
  readonly objective: Objective;
  readonly state: TrainingState;
  readonly start: DecoderModel;
  readonly journal: VerdictJournal;
  readonly clock: () => number;
}

/**
 * Group-relative policy optimisation (Shao et al. 2024) with rewards from `judge`. A run whose folder holds a
 * checkpoint continues after it, to the same bits as if it had never stopped. The model is trained in place.
 *
 * @throws GuruError `config`, `no_tasks`, `unscored`, `judge`, `non_finite`, `checkpoint`, `run_locked` or `storage`.
 */
export async function trainGrpo(options: GrpoOptions): Promise<TrainResult> {
  checkGrpoConfig(options.config);
  return withRunLock(options.run, () => trainLocked(options));
}

async function trainLocked(options: GrpoOptions): Promise<TrainResult> {
  const { config, model, run, clock = () => performance.now() } = options;
  const objective = resolveObjective(config.objective, config.rollout.maxResponseTokens);
  const state = await openTrainingState(options);
  // Step 0 is kept for this: the start weights are on disk, however often the run was resumed.
  const { model: start } = await loadCheckpoint(model.engine, checkpointFolder(run, 0));
  try {
    const journal = await openVerdictJournal(run, state.step);
    const grpo: Grpo = { options, objective, state, start, journal, clock };
    return await runTraining(options, state, {
      step: (step) => grpoStep(grpo, step),
      saved: () => journal.clear(),
    });
  } finally {
    start.dispose();
    disposeState(state);
  }
}

async function grpoStep(grpo: Grpo, step: number): Promise<StepNumbers> {
  const { options, objective, state, clock } = grpo;
  const { config, tasks, model } = options;
  const begin = clock();
  const drawn = tasks.draw(step, config.rollout.promptsPerStep);
  const prompts = renderPrompts(options, drawn, config.rollout.maxResponseTokens);
  const at = { step, policyVersion: state.optimizer.updates };
  const collected = await collectRollouts({ ...options, journal: grpo.journal, clock }, at, prompts);
  const { rollouts } = collected;
  const scored = scoreGroups(config, objective, { step, rollouts });
  const scoredAt = clock();
  const kl = await klToStart(grpo.start, config, { step, rollouts });
  const klAt = clock();
  const learningRate = learningRateAt(step, config.optimizer, config.steps);
  const owner = { config, objective, model, optimizer: state.optimizer, reference: grpo.start };
  const actor = await updatePolicy(owner, { step, learningRate }, scored.groups);
  const end = clock();
  if (storesRollouts(options, step)) await storeRollouts(grpo, { step, rollouts, scored });
  return {
    ...rolloutMetrics(rollouts, scored),
    ...actor,
    "actor/lr": learningRate,
    ...(kl === undefined ? {} : { "actor/kl_to_start": kl }),
    "prompts/left_out": drawn.length - prompts.length,
    ...throughput(rollouts, (end - begin) / 1000),
    "timing_s/gen": collected.generateSeconds,
    "timing_s/reward": collected.judgeSeconds,
    "timing_s/ref": (klAt - scoredAt) / 1000,
    "timing_s/update_actor": (end - klAt) / 1000,
  };
}

function throughput(rollouts: readonly JudgedRollout[], seconds: number): StepNumbers {
  const tokens = rollouts.reduce(
    (sum, { rollout }) => sum + rollout.promptTokens.length + rollout.responseTokens.length,
    0,
  );
  return { "perf/total_num_tokens": tokens, "perf/throughput": tokens / Math.max(seconds, 1e-9) };
}

/** Of the first step, the last, and those with a checkpoint by schedule: all of them would outweigh the rest of the run. */
function storesRollouts({ config }: GrpoOptions, step: number): boolean {
  const { every } = config.checkpoint;
  return step === 1 || step === config.steps || (every > 0 && step % every === 0);
}

async function storeRollouts(
  { options }: Grpo,
  { step, rollouts, scored }: { step: number; rollouts: readonly JudgedRollout[]; scored: ScoredStep },
): Promise<void> {
  const trained = new Map(
    scored.groups.flatMap((group) => group.rollouts.map((row) => [row.rollout, row] as const)),
  );
  const rows = rollouts.map(({ prompt, rollout }) => ({
    task: prompt.task,
    rollout,
    prompt: options.tokenizer.renderPrompt(prompt.task.prompt),
    reward: trained.get(rollout)?.reward,
    advantage: trained.get(rollout)?.advantage,
  }));
  await writeRollouts(options.run, step, rows);
}
