import type { JudgeItem, Task } from "@guru/core";

/**
 * For each item the index of the first one with the same task and response. A verdict depends on its input alone, and the
 * samples of one prompt are often the same text, so each text is judged once.
 */
export function firstAlike(items: readonly JudgeItem[]): number[] {
  const seen = new Map<Task, Map<string, number>>();
  return items.map(({ task, response }, index) => {
    const texts = seen.get(task) ?? new Map<string, number>();
    seen.set(task, texts);
    const key = JSON.stringify([response.text, response.prompt, response.finishReason, response.tokens]);
    const first = texts.get(key) ?? index;
    texts.set(key, first);
    return first;
  });
}
