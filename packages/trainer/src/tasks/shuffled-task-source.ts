import { createRandom, GuruError, type Task } from "@guru/core";
import type { TaskSource } from "./task-source.ts";

/**
 * Goes through a list of rows in a new order each epoch, without repeating one inside an epoch.
 *
 * @throws GuruError `no_tasks` for an empty list.
 */
export function createShuffledTaskSource(seed: number, tasks: readonly Task[]): TaskSource {
  if (tasks.length === 0)
    throw new GuruError("no_tasks", "no tasks are left to train on: the list of rows is empty");
  // The order of the latest epoch only: it is a pure function of the epoch, kept to save the shuffle.
  let latest = { epoch: -1, order: [] as readonly Task[] };
  const orderOf = (epoch: number): readonly Task[] => {
    if (latest.epoch !== epoch) latest = { epoch, order: createRandom(seed, "epoch", epoch).shuffle(tasks) };
    return latest.order;
  };
  return {
    draw: (step, count) => {
      const first = (step - 1) * count;
      return Array.from({ length: count }, (_, slot) => {
        const position = first + slot;
        const order = orderOf(Math.floor(position / tasks.length));
        return order[position % tasks.length] as Task;
      });
    },
  };
}
