import { createRandom, GuruError, type Random, type Task } from "@guru/core";

/** Tasks by step: a pure function of its arguments, so that a resumed run needs nothing but the step's number. */
export interface TaskSource {
  /** The tasks of a step, counted from 1. */
  draw(step: number, count: number): readonly Task[];
}

/** One part of a mix: a domain's generator, or a list of rows. */
export interface TaskPool {
  /** Share of the draws relative to the other pools; 0 leaves the pool out. */
  readonly weight: number;
  /** One task from a stream of its own. */
  draw(random: Random): Task;
}

/**
 * Mixes pools by weight. Each step splits its count by the weights, so a pool never gets more or fewer than its share
 * rounded up or down, and gets exactly its share in the mean over steps.
 *
 * @throws GuruError `no_tasks` when no pool has a positive weight.
 */
export function createTaskSource(seed: number, pools: readonly TaskPool[]): TaskSource {
  const weight = pools.reduce((sum, pool) => sum + pool.weight, 0);
  if (!(weight > 0)) {
    throw new GuruError(
      "no_tasks",
      "no tasks are left to train on: every pool has weight 0, raise one in data.domains",
    );
  }
  return {
    draw: (step, count) => {
      const offset = createRandom(seed, "pools", step).next();
      const owners = systematicSample(pools, weight, { count, offset });
      return owners.map((pool, slot) => pool.draw(createRandom(seed, "task", step, slot)));
    },
  };
}

/** Points offset, 1 + offset, … on a line where each pool owns count · weight / total (Madow 1949). */
function systematicSample(
  pools: readonly TaskPool[],
  total: number,
  { count, offset }: { count: number; offset: number },
): TaskPool[] {
  const owners: TaskPool[] = [];
  let cumulative = 0;
  for (const pool of pools) {
    cumulative += pool.weight;
    const end = (count * cumulative) / total;
    while (pool.weight > 0 && owners.length < count && owners.length + offset < end) owners.push(pool);
  }
  // Rounding may leave the last point just beyond the last pool's end.
  const last = pools.findLast((pool) => pool.weight > 0);
  while (last !== undefined && owners.length < count) owners.push(last);
  return owners;
}
