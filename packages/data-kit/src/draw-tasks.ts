import { createRandom, type Domain, GuruError, type Random, type Task } from "@guru/core";
import type { Generator } from "./generator.ts";
import { normalisePrompt, type Split } from "./split.ts";

/** Which tasks are wanted, and in which mix. */
export interface DrawTasksOptions {
  readonly generators: readonly Generator[];
  readonly seed: number;
  readonly split: Split;
  /** Drawn evenly. */
  readonly levels: readonly number[];
  /** Relative share of each domain; 1 where left out, 0 leaves a domain out. */
  readonly weights?: Readonly<Partial<Record<Domain, number>>>;
  /** Tasks in all. */
  readonly count: number;
}

/** Draws for each task wanted before a level is called exhausted. */
const maxMisses = 200;

/**
 * Draws `count` tasks, no two with the same content, in a shuffled order that depends on the options alone. Shares are
 * kept exactly where the count divides, and in the mean over seeds where it does not: 48 tasks of six generators are 8
 * each, two at each of four levels.
 *
 * @throws GuruError `tasks_exhausted` where a level has too few different tasks, `task_mix` where the mix is empty.
 */
export function drawTasks(options: DrawTasksOptions): Task[] {
  const random = createRandom(options.seed, "draw-tasks", options.split);
  const shares = options.generators.map(({ domain }) => options.weights?.[domain] ?? 1);
  if (
    options.levels.length === 0 ||
    !shares.some((share) => share > 0) ||
    shares.some((share) => share < 0)
  ) {
    throw new GuruError(
      "task_mix",
      `a draw needs a level and a generator of positive weight, got weights [${shares.join(", ")}]`,
    );
  }
  const tasks = apportion(random, options.count, shares).flatMap((count, index) => {
    const generator = options.generators[index] as Generator;
    // Levels may share questions, so what is found is kept for all of them.
    const found = new Map<string, Task>();
    const evenly = options.levels.map(() => 1);
    for (const [place, levelCount] of apportion(random, count, evenly).entries()) {
      addDistinct(found, generator, options, { level: options.levels[place] as number, count: levelCount });
    }
    return [...found.values()];
  });
  return random.shuffle(tasks);
}

/** Systematic sampling: one random offset, so that every part differs from its exact share by less than one. */
function apportion(random: Random, count: number, shares: readonly number[]): number[] {
  const total = shares.reduce((sum, share) => sum + share, 0);
  const offset = random.next();
  let cumulative = 0;
  let before = 0;
  return shares.map((share, index) => {
    cumulative += share;
    // The last part takes the rest, which keeps the sum exact whatever the rounding of the cumulative share.
    const upTo =
      index === shares.length - 1 ? count : Math.floor(roundOff((count * cumulative) / total) + offset);
    const part = upTo - before;
    before = upTo;
    return part;
  });
}

/** 8.000000000000002 is 8: a share that divides the count must not depend on the offset. */
function roundOff(value: number): number {
  return Math.round(value * 1e9) / 1e9;
}

function addDistinct(
  found: Map<string, Task>,
  generator: Generator,
  { seed, split }: DrawTasksOptions,
  { level, count }: { readonly level: number; readonly count: number },
): void {
  const wanted = found.size + count;
  for (let index = 0; found.size < wanted; index++) {
    if (index >= count * maxMisses) {
      const short = `has ${found.size + count - wanted} different ${split} tasks of the ${count} wanted`;
      throw new GuruError("tasks_exhausted", `${generator.name} level ${level} ${short}; ask for fewer`);
    }
    const task = generator.generate({ seed, index, level, split });
    const content = normalisePrompt(task.prompt.map((message) => message.content).join("\n"));
    if (!found.has(content)) found.set(content, task);
  }
}
