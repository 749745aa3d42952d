import type { Task } from "@guru/core";
import { type EvaluationResult, formatPercent, type RunSummary } from "@guru/evals";

/** Prompts as an evaluation keeps them, so that its tasks can be looked up among tasks. */
export function promptsOf(tasks: readonly Task[]): ReadonlySet<string> {
  return new Set(tasks.map(({ prompt }) => prompt.map(({ content }) => content).join("\n\n")));
}

/**
 * The part of an evaluation whose prompts are not trained on as well; undefined where that is all of it or nothing. Files of
 * others may hold a prompt in both splits, and an answer learned by heart says little of the rest.
 */
export function onUnseenPrompts(
  result: EvaluationResult,
  trained: ReadonlySet<string>,
): EvaluationResult | undefined {
  const tasks = result.tasks.filter(({ prompt }) => !trained.has(prompt));
  return tasks.length === 0 || tasks.length === result.tasks.length ? undefined : { ...result, tasks };
}

/** A line for people about the held-out tasks whose prompts were not trained on. */
export function describeUnseen({ overall, samplesPerTask }: RunSummary, heldOut: number): string[] {
  const measures = [
    { name: "greedy", measure: overall.greedy },
    { name: `avg@${samplesPerTask}`, measure: overall.averageAtK },
  ];
  const rises = measures.flatMap(({ name, measure }) => {
    if (measure?.after === undefined) return [];
    return [`${name} ${formatPercent(measure.before.value)} → ${formatPercent(measure.after.value)}`];
  });
  const repeated = heldOut - overall.tasks;
  return [
    `${repeated} held-out tasks repeat a trained prompt. On the other ${overall.tasks}: ${rises.join(", ")}.`,
  ];
}
