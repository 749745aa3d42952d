import { GuruError, type RunConfig, type Task } from "@guru/core";
import type { DecoderModel, Tokenizer } from "@guru/lm";

/** Tasks whose prompts fit, and a line about those that do not. */
export interface FittingTasks {
  readonly tasks: readonly Task[];
  readonly note?: string;
}

/**
 * Leaves out tasks whose prompt has more than `data.maxPromptTokens` tokens or leaves no room for a response in the model's
 * context, as training does.
 *
 * @throws GuruError `no_tasks` when none is left.
 */
export function fittingTasks(
  tasks: readonly Task[],
  {
    config,
    model,
    tokenizer,
  }: { readonly config: RunConfig; readonly model: DecoderModel; readonly tokenizer: Tokenizer },
): FittingTasks {
  const context = model.config.max_position_embeddings;
  const longest = Math.min(config.data.maxPromptTokens, context - config.rollout.maxResponseTokens);
  const kept = tasks.filter(({ prompt }) => tokenizer.encodePrompt(prompt).length <= longest);
  const limit = `longer than ${longest} tokens (data.maxPromptTokens ${config.data.maxPromptTokens}, context ${context})`;
  if (kept.length === 0)
    throw new GuruError("no_tasks", `no tasks are left to measure: all ${tasks.length} prompts are ${limit}`);
  const leftOut = tasks.length - kept.length;
  return leftOut === 0
    ? { tasks }
    : { tasks: kept, note: `${leftOut} held-out tasks are left out, their prompts are ${limit}` };
}
