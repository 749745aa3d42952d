import type { DecoderModel, Tokenizer } from "@guru/lm";
import type { EvaluationSettings } from "./evaluate-sampler.ts";
import { evaluateSampler } from "./evaluate-sampler.ts";
import type { EvaluationResult } from "./evaluation-result.ts";
import { createModelSampler } from "./model-sampler.ts";

/** Evaluates a model of this process on tasks; see {@link evaluateSampler}. */
export function evaluateTasks(
  options: EvaluationSettings & { readonly model: DecoderModel; readonly tokenizer: Tokenizer },
): Promise<EvaluationResult> {
  const { model, tokenizer, ...settings } = options;
  return evaluateSampler({ ...settings, sampler: createModelSampler(model, tokenizer) });
}
