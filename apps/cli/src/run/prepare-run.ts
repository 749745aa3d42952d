import type { RunConfig } from "@guru/core";
import { loadCheckpoint, type DecoderModel, type Tokenizer } from "@guru/lm";
import { modelFolder } from "./model-folder.ts";
import type { OpenedEngine } from "./open-engine.ts";
import { openJudge, type OpenedJudge } from "./open-judge.ts";
import { prepareTasks, type RunTasks } from "./run-tasks.ts";

/** Everything a run works with, checked before anything is written. */
export interface PreparedRun {
  readonly config: RunConfig;
  readonly engine: OpenedEngine;
  readonly judge: OpenedJudge;
  readonly model: DecoderModel;
  readonly tokenizer: Tokenizer;
  readonly tasks: RunTasks;
  dispose(): Promise<void>;
}

/** Opens judge, model and tasks for a config on an engine that is already open, which it takes over. */
export async function prepareRun(config: RunConfig, engine: OpenedEngine): Promise<PreparedRun> {
  const judge = await openJudge(config);
  try {
    const { weights } = config.model;
    const folder = await modelFolder(config.model.path);
    const { model, tokenizer } = await loadCheckpoint(engine.engine, folder, { weights, seed: config.seed });
    const dispose = async (): Promise<void> => {
      model.dispose();
      await judge.close();
      await engine.engine.dispose();
    };
    const tasks = await prepareTasks(config, judge);
    return { config, engine, judge, model, tokenizer, tasks, dispose };
  } catch (error) {
    await judge.close();
    await engine.engine.dispose();
    throw error;
  }
}
