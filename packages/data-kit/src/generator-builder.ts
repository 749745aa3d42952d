import type { Task } from "@guru/core";
import type { BuildContext, DataBuilder } from "./data-builder.ts";
import type { Generator } from "./generator.ts";
import type { Split } from "./split.ts";

/** How many rows of a generator to build. */
export interface GeneratorOptions {
  readonly levels: readonly number[];
  readonly split: Split;
  readonly count: number;
}

/** A generator as a builder of rows: levels in turn, indices rising. */
export function generatorBuilder(generator: Generator): DataBuilder<GeneratorOptions> {
  return {
    name: generator.name,
    domain: generator.domain,
    sources: [],
    build: (options, context) => buildRows(generator, options, context),
  };
}

// eslint-disable-next-line @typescript-eslint/require-await -- the contract is asynchronous, drawing is not
async function* buildRows(
  generator: Generator,
  { levels, split, count }: GeneratorOptions,
  { seed, signal, checkGold }: BuildContext,
): AsyncGenerator<Task> {
  for (let row = 0; row < count; row++) {
    signal?.throwIfAborted();
    const level = levels[row % levels.length];
    if (level === undefined) return;
    const task = generator.generate({ seed, index: Math.floor(row / levels.length), level, split });
    if (checkGold?.(task.verifier.name, task.truth) !== false) yield task;
  }
}
