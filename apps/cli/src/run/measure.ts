import type { RunConfig, Task } from "@guru/core";
import {
  evaluateTasks,
  type EvaluationModes,
  type EvaluationProgress,
  type EvaluationResult,
} from "@guru/evals";
import type { Tokenizer } from "@guru/lm";
import { answerMarker } from "@guru/verifiers";
import type { PreparedRun } from "./prepare-run.ts";

/** What is measured and who watches. */
export interface MeasureOptions {
  readonly tasks: readonly Task[];
  readonly modes: EvaluationModes;
  readonly onProgress?: (progress: EvaluationProgress) => void;
  readonly signal?: AbortSignal;
}

/** Samples of one task and seed are the same in every run, so that runs are compared on equal draws. */
const evaluationSeed = 1;

/** Measures the run's model as it is now. */
export function measure(
  { config, model, tokenizer, judge }: Pick<PreparedRun, "config" | "model" | "tokenizer" | "judge">,
  options: MeasureOptions,
): Promise<EvaluationResult> {
  const maxTokens = config.rollout.maxResponseTokens;
  return evaluateTasks({ ...options, model, tokenizer, judge: judge.judge, maxTokens, seed: evaluationSeed });
}

/** Every way of answering that the tasks allow: made to work needs the generators' answer marker as one token. */
export function allModes(of: {
  readonly config: RunConfig;
  readonly tokenizer: Tokenizer;
  /** Whether the tasks come from the generators. */
  readonly generated: boolean;
}): EvaluationModes {
  const marker = of.generated ? of.tokenizer.tokenId(answerMarker) : undefined;
  return {
    greedy: true,
    samples: of.config.evaluation.samples,
    ...(marker === undefined ? {} : { madeToWork: { bannedFirstToken: marker } }),
  };
}
