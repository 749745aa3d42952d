import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createRandom,
  type Domain,
  type JudgeBatch,
  RunConfig,
  type RunConfigInput,
  type Task,
  taskId,
  type Verdict,
} from "@guru/core";
import { createReferenceEngine, type Engine } from "@guru/engine";
import { createModel, type DecoderModel, loadTokenizer, parseModelConfig, type Tokenizer } from "@guru/lm";
import { createTaskSource, type TaskSource } from "../../src/index.ts";

/** Four special tokens, ten digits and a colon. */
const characters = "0123456789:";

/** The character tokenizer of the tests; `folder` is gone when it is returned, the files live on in memory. */
export async function digitTokenizer(): Promise<Tokenizer> {
  const folder = await mkdtemp(join(tmpdir(), "guru-tokenizer-"));
  try {
    const config = {
      char_ords: Array.from(characters, (character) => character.codePointAt(0)),
      chat_template: "{{ messages[0].content }}:",
    };
    await writeFile(join(folder, "tokenizer_config.json"), JSON.stringify(config));
    return await loadTokenizer(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A model small enough for double-precision loops. */
export function digitModel(engine: Engine = createReferenceEngine()): DecoderModel {
  const config = parseModelConfig(
    {
      model_type: "llama",
      vocab_size: 15,
      hidden_size: 16,
      intermediate_size: 24,
      num_hidden_layers: 1,
      num_attention_heads: 2,
      num_key_value_heads: 1,
      max_position_embeddings: 32,
      initializer_range: 0.2,
    },
    "the test's config",
  );
  return createModel(engine, config, { kind: "random", seed: 7 });
}

/** "Say this digit": right when the response begins with it. */
export function digitTask(digit: number, domain: Domain = "math"): Task {
  const content = {
    source: "test/digit",
    prompt: [{ role: "user" as const, content: String(digit) }],
    truth: { value: String(digit) },
  };
  return {
    ...content,
    id: taskId(content),
    domain,
    verifier: { name: "test/digit", version: "1" },
    split: "train",
    difficulty: { level: 1 },
    origin: { generator: "test" },
    demonstrations: [
      { style: "worked", text: `:${digit}` },
      { style: "bare", text: String(digit) },
    ],
  };
}

/** Digits of two domains in equal parts. */
export function digitTasks(seed = 1): TaskSource {
  return createTaskSource(seed, [
    { weight: 1, draw: (random) => digitTask(random.integer(0, 4), "math") },
    { weight: 1, draw: (random) => digitTask(random.integer(5, 9), "logic") },
  ]);
}

/** A verdict of the test's verifier. */
export function verdict(score: number | undefined, message = "the test says so"): Verdict {
  const by = { name: "test/digit", version: "1", options: "" };
  const rest = { reason: "test", flags: [], cost: { wallMicros: 1 }, by };
  if (score === undefined) {
    return { outcome: "unscored", ...rest, error: { class: "sandbox_unavailable", message } };
  }
  if (score === 1) return { outcome: "correct", score, ...rest };
  if (score === 0) return { outcome: "incorrect", score, ...rest };
  return { outcome: "partial", score, ...rest };
}

/** Scores whether a response begins with the digit it was asked for. */
export const judgeDigits: JudgeBatch = (items) =>
  Promise.resolve(
    items.map(({ task, response }) =>
      verdict(response.text.startsWith(task.prompt[0]?.content ?? "") ? 1 : 0),
    ),
  );

/** A judge whose scores look random, so that groups have spread, but depend on the text alone. */
export const judgeByHash: JudgeBatch = (items) =>
  Promise.resolve(items.map(({ response }) => verdict(createRandom(5, response.text).integer(0, 4) / 4)));

/** A short run of the digit task. */
export function digitConfig(changes: RunConfigInput = {}): RunConfig {
  return RunConfig.parse({
    name: "digits",
    steps: 6,
    seed: 3,
    ...changes,
    rollout: { promptsPerStep: 4, groupSize: 4, maxResponseTokens: 4, ...changes.rollout },
    optimizer: { learningRate: 1e-2, warmupSteps: 2, tokensPerMicroBatch: 64, ...changes.optimizer },
    checkpoint: { every: 0, ...changes.checkpoint },
    supervised: { batchSize: 8, ...changes.supervised },
  });
}
