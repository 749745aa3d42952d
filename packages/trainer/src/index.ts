export { microBatches } from "./batching/micro-batches.ts";
export { checkGrpoConfig } from "./grpo/check-config.ts";
export { type GrpoOptions, trainGrpo } from "./grpo/train-grpo.ts";
export type { TrainOptions, TrainResult } from "./loop/run-training.ts";
export type { BestStep } from "./loop/training-state.ts";
export { groupAdvantages } from "./objective/advantages.ts";
export { batchObjective, type ObjectiveShare, type ObjectiveTokens } from "./objective/batch-objective.ts";
export { klPenalty, type KlTerm } from "./objective/kl-penalty.ts";
export {
  type AdvantageEstimator,
  type Aggregation,
  type KlForm,
  type Objective,
  type ObjectivePreset,
  objectivePresets,
  resolveObjective,
} from "./objective/objective.ts";
export { countDenominators, type Denominators } from "./objective/token-weight.ts";
export { type AdamW, createAdamW } from "./optimizer/adamw.ts";
export { learningRateAt } from "./optimizer/learning-rate.ts";
export { type Checkpoint, checkpointFolder, listCheckpoints } from "./run-folder/checkpoints.ts";
export { metricsFile, readMetrics } from "./run-folder/metrics-log.ts";
export { rolloutFile } from "./run-folder/rollout-file.ts";
export {
  createRunFolder,
  openRunFolder,
  type RunFolder,
  type RunFolderOptions,
  writeRunFile,
} from "./run-folder/run-folder.ts";
export { withRunLock } from "./run-folder/run-lock.ts";
export { type SftOptions, trainSft } from "./sft/train-sft.ts";
export { createShuffledTaskSource } from "./tasks/shuffled-task-source.ts";
export { createTaskSource, type TaskPool, type TaskSource } from "./tasks/task-source.ts";
