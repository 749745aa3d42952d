import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { GuruError } from "@guru/core";
import type { Engine } from "@guru/engine";
import { createModel, type DecoderModel } from "../model.ts";
import { type ModelConfig, parseModelConfig } from "../model-config.ts";
import { readSafetensors } from "../safetensors/read-safetensors.ts";
import { loadTokenizer } from "../tokenizer/load-tokenizer.ts";
import type { Tokenizer } from "../tokenizer/tokenizer.ts";

/** A model with the tokenizer it was trained with. */
export interface Checkpoint {
  readonly model: DecoderModel;
  readonly tokenizer: Tokenizer;
  readonly config: ModelConfig;
}

/** Which weights a loaded model gets. */
export interface LoadOptions {
  /** `random` keeps the folder's config and tokenizer and draws new weights; the folder then needs none. */
  readonly weights?: "checkpoint" | "random";
  /** Seed of the random weights, 1 by default. */
  readonly seed?: number;
}

/**
 * Loads a checkpoint folder in Hugging Face's layout: config.json, tokenizer files, model.safetensors.
 *
 * @throws GuruError `checkpoint_missing`, `checkpoint_malformed`, `model_config`, `safetensors`, `weights`,
 * `vocabulary_mismatch` or one of {@link loadTokenizer}'s, naming the file.
 */
export async function loadCheckpoint(
  engine: Engine,
  folder: string,
  options: LoadOptions = {},
): Promise<Checkpoint> {
  await requireFolder(folder);
  const config = await readConfig(join(folder, "config.json"));
  const tokenizer = await loadTokenizer(folder);
  if (tokenizer.vocabularySize > config.vocab_size) {
    const sizes = `the tokenizer has ${tokenizer.vocabularySize} tokens, vocab_size in config.json is ${config.vocab_size}`;
    throw new GuruError("vocabulary_mismatch", `${folder}: ${sizes}; they belong to different models`);
  }
  if (options.weights === "random") {
    return {
      model: createModel(engine, config, { kind: "random", seed: options.seed ?? 1 }),
      tokenizer,
      config,
    };
  }
  const file = await requireWeightsFile(folder);
  const { tensors } = await readSafetensors(file);
  return {
    model: createModel(engine, config, { kind: "weights", weights: tensors, place: file }),
    tokenizer,
    config,
  };
}

async function requireFolder(folder: string): Promise<void> {
  const found = await statOrUndefined(folder);
  if (found === undefined)
    throw new GuruError("checkpoint_missing", `there is no checkpoint folder ${folder}`);
  if (!found.isDirectory())
    throw new GuruError("checkpoint_missing", `${folder} is not a folder; give a checkpoint folder`);
}

async function readConfig(file: string): Promise<ModelConfig> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (cause) {
    throw new GuruError("checkpoint_missing", `cannot read ${file}: ${(cause as Error).message}`, { cause });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new GuruError("checkpoint_malformed", `${file} is not valid JSON: ${(cause as Error).message}`, {
      cause,
    });
  }
  return parseModelConfig(value, file);
}

async function requireWeightsFile(folder: string): Promise<string> {
  const file = join(folder, "model.safetensors");
  if ((await statOrUndefined(file)) !== undefined) return file;
  const sharded = (await statOrUndefined(`${file}.index.json`)) !== undefined;
  const advice = sharded
    ? "its weights are split into several files, merge them into one"
    : "give a folder that holds it, or start from random weights";
  throw new GuruError("checkpoint_missing", `${folder} has no model.safetensors; ${advice}`);
}

async function statOrUndefined(path: string): Promise<Awaited<ReturnType<typeof stat>> | undefined> {
  return stat(path).catch(() => undefined);
}
