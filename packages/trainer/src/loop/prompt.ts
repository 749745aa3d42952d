import { GuruError, type RunConfig, type Task } from "@guru/core";
import type { DecoderModel, Tokenizer } from "@guru/lm";

/** A task as the model sees it. */
export interface Prompt {
  readonly task: Task;
  /** Index among the step's drawn tasks, those left out included; seeds and journal go by it. */
  readonly slot: number;
  readonly tokens: readonly number[];
}

/** What decides whether a prompt is too long. */
export interface PromptOwner {
  readonly config: RunConfig;
  readonly model: DecoderModel;
  readonly tokenizer: Tokenizer;
}

/**
 * Renders the prompts of a step. A prompt longer than `data.maxPromptTokens`, or one that leaves no room in the model's
 * context for `responseTokens`, is left out.
 *
 * @throws GuruError `no_tasks` when there are none or all are too long.
 */
export function renderPrompts(owner: PromptOwner, tasks: readonly Task[], responseTokens: number): Prompt[] {
  if (tasks.length === 0)
    throw new GuruError("no_tasks", "no tasks are left to train on: the task source gave none");
  const prompts = tasks.map((task, slot) => ({
    task,
    slot,
    tokens: owner.tokenizer.encodePrompt(task.prompt),
  }));
  const context = owner.model.config.max_position_embeddings;
  const longest = Math.min(owner.config.data.maxPromptTokens, context - responseTokens);
  const kept = prompts.filter(({ tokens }) => tokens.length <= longest);
  if (kept.length > 0) return kept;
  const shortest = Math.min(...prompts.map(({ tokens }) => tokens.length));
  throw new GuruError(
    "no_tasks",
    `no tasks are left to train on: the shortest of ${tasks.length} prompts has ${shortest} tokens, allowed are ${longest} ` +
      `(data.maxPromptTokens ${owner.config.data.maxPromptTokens}; context ${context} less ${responseTokens} for the response)`,
  );
}
