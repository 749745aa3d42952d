import { createRandom, type Demonstration, GuruError, type RunConfig } from "@guru/core";
import type { DecoderModel, ScoredSequence, Tokenizer } from "@guru/lm";
import { type Prompt, renderPrompts } from "../loop/prompt.ts";
import type { Task } from "@guru/core";

/** A demonstration as tokens, with the task it belongs to. */
export interface DemonstrationRow extends ScoredSequence {
  readonly task: Task;
}

/**
 * One demonstration of each task: bare with probability `supervised.bareFraction`, else worked, by the run's seed; the
 * other style where a task has only one. The response ends with the end token. Rows that do not fit the prompt limit or
 * the model's context are left out.
 *
 * @throws GuruError `no_tasks` when nothing is left, `no_demonstration` for a task without any.
 */
export function demonstrationRows(
  owner: { readonly config: RunConfig; readonly model: DecoderModel; readonly tokenizer: Tokenizer },
  step: number,
  tasks: readonly Task[],
): DemonstrationRow[] {
  const { tokenizer, model, config } = owner;
  const prompts = renderPrompts(owner, tasks, 1);
  const rows = prompts.map((prompt) => {
    const response = [...tokenizer.encode(pickDemonstration(prompt, config, step).text), tokenizer.endToken];
    return { task: prompt.task, prompt: prompt.tokens, response };
  });
  const context = model.config.max_position_embeddings;
  const fitting = rows.filter(({ prompt, response }) => prompt.length + response.length <= context);
  if (fitting.length > 0) return fitting;
  throw new GuruError(
    "no_tasks",
    `step ${step}: none of ${tasks.length} demonstrations fits the model's context of ${context} tokens`,
  );
}

function pickDemonstration({ task, slot }: Prompt, config: RunConfig, step: number): Demonstration {
  const bare = createRandom(config.seed, "style", step, slot).next() < config.supervised.bareFraction;
  const all = task.demonstrations ?? [];
  const found = all.find(({ style }) => style === (bare ? "bare" : "worked")) ?? all[0];
  if (found !== undefined) return found;
  throw new GuruError(
    "no_demonstration",
    `task ${task.id} of ${task.source} has no demonstration to imitate`,
  );
}
