import { GuruError } from "@guru/core";
import type { EvaluatedTask, EvaluationResult } from "./evaluation-result.ts";

/** One task as two evaluations saw it; `after` is missing when there is only one evaluation. */
export interface TaskPair {
  readonly before: EvaluatedTask;
  readonly after?: EvaluatedTask;
}

/**
 * Puts the tasks of two evaluations side by side.
 *
 * @throws GuruError `tasks_differ` unless both evaluated the same tasks in the same order.
 */
export function pairTasks(before: EvaluationResult, after?: EvaluationResult): TaskPair[] {
  if (after === undefined) return before.tasks.map((task) => ({ before: task }));
  if (before.tasks.length !== after.tasks.length) {
    throw new GuruError(
      "tasks_differ",
      `the evaluations to compare have ${before.tasks.length} and ${after.tasks.length} tasks; evaluate the same ones`,
    );
  }
  return before.tasks.map((task, index) => {
    const other = after.tasks[index];
    if (other?.id !== task.id) {
      throw new GuruError(
        "tasks_differ",
        `task ${index + 1} of the evaluations to compare is "${task.id}" and "${other?.id ?? ""}"; evaluate the same ones`,
      );
    }
    return { before: task, after: other };
  });
}
