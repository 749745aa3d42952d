import type { RunConfig } from "@guru/core";
import { fittingTasks } from "./fitting-tasks.ts";
import type { OpenedEngine } from "./open-engine.ts";
import { type PreparedModel, prepareModel } from "./prepare-model.ts";
import { prepareTasks, type RunTasks } from "./run-tasks.ts";

/** Everything a run works with, checked before anything is written. */
export interface PreparedRun extends PreparedModel {
  readonly tasks: RunTasks;
  /** What a person should know besides. */
  readonly notes: readonly string[];
}

/** Opens judge, model and tasks for a config on an engine that is already open, which it takes over. */
export async function prepareRun(config: RunConfig, engine: OpenedEngine): Promise<PreparedRun> {
  const prepared = await prepareModel(config, engine);
  try {
    const all = await prepareTasks(config, prepared.judge);
    const heldOut = fittingTasks(all.heldOut, prepared);
    const between = fittingTasks(all.between, prepared);
    const tasks = { ...all, heldOut: heldOut.tasks, between: between.tasks };
    return { ...prepared, tasks, notes: heldOut.note === undefined ? [] : [heldOut.note] };
  } catch (error) {
    await prepared.dispose();
    throw error;
  }
}
