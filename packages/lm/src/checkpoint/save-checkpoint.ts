import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { DecoderModel } from "../model.ts";
import { readWeights } from "../model.ts";
import type { ModelConfig } from "../model-config.ts";
import { replaceFile } from "../replace-file.ts";
import type { StoredType } from "../safetensors/element-codec.ts";
import { type Weights, writeSafetensors } from "../safetensors/write-safetensors.ts";
import type { Tokenizer } from "../tokenizer/tokenizer.ts";

/** What a checkpoint folder is written from. */
export interface CheckpointContent {
  /** A model, or weights under Hugging Face's names with their config. */
  readonly model: DecoderModel | { readonly config: ModelConfig; readonly weights: Weights };
  readonly tokenizer: Tokenizer;
  /** The type the weights are stored in; F32 keeps every bit. */
  readonly type: StoredType;
}

/**
 * Writes a checkpoint folder in Hugging Face's layout. A new folder appears complete or not at all: it is written and
 * synced under a temporary name and then renamed. In a folder that exists each file is replaced on its own.
 */
export async function saveCheckpoint(folder: string, content: CheckpointContent): Promise<void> {
  const target = resolve(folder);
  const exists = await stat(target).then(
    () => true,
    () => false,
  );
  if (exists) {
    await writeFiles(target, content);
    return;
  }
  const parent = dirname(target);
  await mkdir(parent, { recursive: true });
  const temporary = join(parent, `.${basename(target)}.${randomUUID()}.tmp`);
  try {
    await mkdir(temporary);
    await writeFiles(temporary, content);
    await rename(temporary, target);
    await sync(parent);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw error;
  }
}

async function writeFiles(folder: string, { model, tokenizer, type }: CheckpointContent): Promise<void> {
  const weights = "weights" in model ? model.weights : await readWeights(model);
  await writeJson(join(folder, "config.json"), configToWrite(model.config, type));
  await writeJson(join(folder, "generation_config.json"), generationConfig(model.config, tokenizer));
  await tokenizer.save(folder);
  await writeSafetensors(join(folder, "model.safetensors"), weights, { type });
  for (const name of await readdir(folder)) await sync(join(folder, name));
  await sync(folder);
}

const torchNames: Readonly<Record<StoredType, string>> = { F32: "float32", F16: "float16", BF16: "bfloat16" };

function configToWrite(config: ModelConfig, type: StoredType): Record<string, unknown> {
  // Newer files call it dtype; the one that is there is kept right.
  const typeKey = "dtype" in config ? "dtype" : "torch_dtype";
  return { ...config, architectures: ["LlamaForCausalLM"], [typeKey]: torchNames[type] };
}

function generationConfig(config: ModelConfig, tokenizer: Tokenizer): Record<string, unknown> {
  return {
    _from_model_config: true,
    ...(config.bos_token_id == null ? {} : { bos_token_id: config.bos_token_id }),
    eos_token_id: config.eos_token_id ?? tokenizer.endToken,
    pad_token_id: config.pad_token_id ?? tokenizer.padToken,
    ...("transformers_version" in config ? { transformers_version: config["transformers_version"] } : {}),
  };
}

/** Keys sorted, as Hugging Face's libraries write them. */
async function writeJson(file: string, record: Record<string, unknown>): Promise<void> {
  const sorted = Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
  await replaceFile(file, async (handle) => {
    await handle.writeFile(`${JSON.stringify(sorted, null, 2)}\n`);
  });
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
