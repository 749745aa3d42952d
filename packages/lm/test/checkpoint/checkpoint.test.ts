import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createReferenceEngine } from "@guru/engine";
import { realData } from "@guru/vitest-config/real-data";
import { describe, expect, test } from "vitest";
import {
  loadCheckpoint,
  loadTokenizer,
  readSafetensors,
  readWeights,
  saveCheckpoint,
  type StoredType,
  type Tokenizer,
  writeSafetensors,
} from "../../src/index.ts";
import { createTinyModel } from "../support/test-model.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const characters = {
  char_ords: [48, 49, 50],
  model_max_length: 64,
  chat_template: "{{ messages[0]['content'] }}",
};

async function characterTokenizer(): Promise<Tokenizer> {
  const folder = temporaryFolder();
  await writeFile(join(folder, "tokenizer_config.json"), JSON.stringify(characters));
  return loadTokenizer(folder);
}

/** A saved tiny model in a fresh folder. */
async function savedCheckpoint(type: StoredType = "F32"): Promise<string> {
  const folder = join(temporaryFolder(), "checkpoints", "step-1");
  await saveCheckpoint(folder, {
    model: createTinyModel({ eos_token_id: 1 }),
    tokenizer: await characterTokenizer(),
    type,
  });
  return folder;
}

describe("saveCheckpoint and loadCheckpoint", () => {
  test("give back the same weights, config and tokenizer", async () => {
    const folder = await savedCheckpoint();
    const { model, config, tokenizer } = await loadCheckpoint(createReferenceEngine(), folder);
    const original = createTinyModel({ eos_token_id: 1 });
    expect(await readWeights(model)).toEqual(await readWeights(original));
    expect(config).toEqual({
      ...original.config,
      architectures: ["LlamaForCausalLM"],
      torch_dtype: "float32",
    });
    expect(tokenizer.encode("012")).toEqual((await characterTokenizer()).encode("012"));
  });

  test("leave one complete folder and no temporary files", async () => {
    const folder = await savedCheckpoint();
    expect((await readdir(folder)).sort()).toEqual([
      "config.json",
      "generation_config.json",
      "model.safetensors",
      "tokenizer_config.json",
    ]);
    expect(await readdir(join(folder, ".."))).toEqual(["step-1"]);
    await saveCheckpoint(folder, {
      model: createTinyModel(),
      tokenizer: await characterTokenizer(),
      type: "BF16",
    });
    expect((await readdir(folder)).length).toBe(4);
    expect(
      (await readSafetensors(join(folder, "model.safetensors"))).tensors.get("model.norm.weight")?.type,
    ).toBe("BF16");
  });

  test("leave nothing behind when a folder could not be written in full", async () => {
    const parent = temporaryFolder();
    const tokenizer = {
      ...(await characterTokenizer()),
      save: () => Promise.reject(new Error("the disk is full")),
    };
    const saving = saveCheckpoint(join(parent, "new"), { model: createTinyModel(), tokenizer, type: "F32" });
    await expect(saving).rejects.toThrow("the disk is full");
    expect(await readdir(parent)).toEqual([]);
  });

  test("omit a tied head and accept a file that carries it", async () => {
    const engine = createReferenceEngine();
    const folder = join(temporaryFolder(), "tied");
    const model = createTinyModel({ tie_word_embeddings: true }, engine);
    await saveCheckpoint(folder, { model, tokenizer: await characterTokenizer(), type: "F32" });
    const file = join(folder, "model.safetensors");
    const { tensors } = await readSafetensors(file);
    expect([...tensors.keys()]).not.toContain("lm_head.weight");
    const embedding = tensors.get("model.embed_tokens.weight");
    if (embedding === undefined) throw new Error("the file has no embedding");
    await writeSafetensors(file, new Map([...tensors, ["lm_head.weight", embedding]]), { type: "F32" });
    const loaded = await loadCheckpoint(engine, folder);
    expect(loaded.model.head).toBe(loaded.model.embedding);
  });

  test("draw new weights from the seed when asked to, without reading any", async () => {
    const folder = await savedCheckpoint();
    await rm(join(folder, "model.safetensors"));
    const load = async (seed: number): Promise<unknown> =>
      readWeights((await loadCheckpoint(createReferenceEngine(), folder, { weights: "random", seed })).model);
    expect(await load(3)).toEqual(await load(3));
    expect(await load(3)).not.toEqual(await load(4));
  });
});

describe("loadCheckpoint refuses a folder", () => {
  const damages: readonly {
    what: string;
    code: string;
    message: RegExp;
    damage: (folder: string) => Promise<void>;
  }[] = [
    {
      what: "that does not exist",
      code: "checkpoint_missing",
      message: /no checkpoint folder/,
      damage: (folder) => rm(folder, { recursive: true }),
    },
    {
      what: "that is a file",
      code: "checkpoint_missing",
      message: /is not a folder/,
      damage: async (folder) => {
        await rm(folder, { recursive: true });
        await writeFile(folder, "");
      },
    },
    {
      what: "without config.json",
      code: "checkpoint_missing",
      message: /cannot read .*config\.json/,
      damage: (folder) => rm(join(folder, "config.json")),
    },
    {
      what: "whose config.json is empty",
      code: "checkpoint_malformed",
      message: /config\.json is not valid JSON/,
      damage: (folder) => writeFile(join(folder, "config.json"), ""),
    },
    {
      what: "whose config.json is of another family",
      code: "model_config",
      message: /only model_type "llama"/,
      damage: (folder) => writeFile(join(folder, "config.json"), '{"model_type":"gpt2"}'),
    },
    {
      what: "without a tokenizer",
      code: "tokenizer_missing",
      message: /holds no tokenizer/,
      damage: (folder) => rm(join(folder, "tokenizer_config.json")),
    },
    {
      what: "without weights",
      code: "checkpoint_missing",
      message: /has no model\.safetensors/,
      damage: (folder) => rm(join(folder, "model.safetensors")),
    },
    {
      what: "whose weights are split into files",
      code: "checkpoint_missing",
      message: /merge them into one/,
      damage: async (folder) => {
        await rm(join(folder, "model.safetensors"));
        await writeFile(join(folder, "model.safetensors.index.json"), "{}");
      },
    },
    {
      what: "whose weights are truncated",
      code: "safetensors",
      message: /truncated/,
      damage: async (folder) => {
        const file = join(folder, "model.safetensors");
        await writeFile(file, (await readFile(file)).subarray(0, -10));
      },
    },
    {
      what: "whose weights lack a tensor",
      code: "weights",
      message:
        /model\.safetensors does not fit the model config: tensor "model.norm.weight" \[16\] is missing/,
      damage: (folder) => editWeights(folder, (weights) => weights.delete("model.norm.weight")),
    },
    {
      what: "whose weights have an unexpected tensor",
      code: "weights",
      message: /tensor "extra" does not belong to this model/,
      damage: (folder) =>
        editWeights(folder, (weights) => weights.set("extra", { shape: [1], values: new Float32Array(1) })),
    },
    {
      what: "whose weights have a wrong shape",
      code: "weights",
      message: /"lm_head.weight" must be \[23, 16\], found \[16, 23\]/,
      damage: (folder) =>
        editWeights(folder, (weights) =>
          weights.set("lm_head.weight", { shape: [16, 23], values: new Float32Array(16 * 23) }),
        ),
    },
    {
      what: "whose tokenizer is larger than the model's vocabulary",
      code: "vocabulary_mismatch",
      message: /the tokenizer has 34 tokens, vocab_size in config\.json is 23/,
      damage: (folder) =>
        writeFile(
          join(folder, "tokenizer_config.json"),
          JSON.stringify({ ...characters, char_ords: Array.from({ length: 30 }, (_, index) => 48 + index) }),
        ),
    },
  ];

  test.each(damages)("$what", async ({ damage, code, message }) => {
    const folder = await savedCheckpoint();
    await damage(folder);
    const error: unknown = await loadCheckpoint(createReferenceEngine(), folder).catch(
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ name: "GuruError", code });
    expect((error as Error).message).toMatch(message);
  });
});

type EditableWeights = Map<string, { shape: readonly number[]; values: Float32Array }>;

async function editWeights(folder: string, edit: (weights: EditableWeights) => unknown): Promise<void> {
  const file = join(folder, "model.safetensors");
  const weights: EditableWeights = new Map((await readSafetensors(file)).tensors);
  edit(weights);
  await writeSafetensors(file, weights, { type: "F32" });
}

realData("data/models/digit-llama", (original) => {
  test("is written again with the same config, generation config, tokenizer and weights", async () => {
    const folder = join(temporaryFolder(), "copy");
    const { model, tokenizer } = await loadCheckpoint(createReferenceEngine(), original);
    await saveCheckpoint(folder, { model, tokenizer, type: "BF16" });
    for (const name of ["config.json", "generation_config.json", "tokenizer_config.json"]) {
      expect(JSON.parse(await readFile(join(folder, name), "utf8"))).toEqual(
        JSON.parse(await readFile(join(original, name), "utf8")),
      );
    }
    expect(
      (await readFile(join(folder, "model.safetensors"))).equals(
        await readFile(join(original, "model.safetensors")),
      ),
    ).toBe(true);
  });

  test("with random weights has the checkpoint's names and shapes", async () => {
    const folder = join(temporaryFolder(), "copy");
    const engine = createReferenceEngine();
    const { model, tokenizer } = await loadCheckpoint(engine, original, { weights: "random", seed: 1 });
    await saveCheckpoint(folder, { model, tokenizer, type: "F32" });
    const shapes = async (path: string): Promise<unknown> =>
      [...(await readSafetensors(join(path, "model.safetensors"))).tensors].map(([name, { shape }]) => [
        name,
        shape,
      ]);
    expect(await shapes(folder)).toEqual(await shapes(original));
  });
});
