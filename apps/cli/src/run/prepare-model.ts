import type { RunConfig } from "@guru/core";
import { type DecoderModel, loadCheckpoint, type Tokenizer } from "@guru/lm";
import { modelFolder } from "./model-folder.ts";
import type { OpenedEngine } from "./open-engine.ts";
import { openJudge, type OpenedJudge } from "./open-judge.ts";

/** A model on an engine, and who judges what it says. */
export interface PreparedModel {
  readonly config: RunConfig;
  readonly engine: OpenedEngine;
  readonly judge: OpenedJudge;
  readonly model: DecoderModel;
  readonly tokenizer: Tokenizer;
  dispose(): Promise<void>;
}

/** Opens the judge and the model of a config on an engine that is already open, which it takes over. */
export async function prepareModel(config: RunConfig, engine: OpenedEngine): Promise<PreparedModel> {
  const judge = await openJudge(config).catch(async (error: unknown) => {
    await engine.engine.dispose();
    throw error;
  });
  const close = async (): Promise<void> => {
    await judge.close();
    await engine.engine.dispose();
  };
  try {
    const { weights, path } = config.model;
    const folder = await modelFolder(path);
    const { model, tokenizer } = await loadCheckpoint(engine.engine, folder, { weights, seed: config.seed });
    const dispose = async (): Promise<void> => {
      model.dispose();
      await close();
    };
    return { config, engine, judge, model, tokenizer, dispose };
  } catch (error) {
    await close();
    throw error;
  }
}
