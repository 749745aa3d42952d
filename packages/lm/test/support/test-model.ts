import { createReferenceEngine, type Engine } from "@guru/engine";
import { createModel, type DecoderModel, type ModelConfigInput, parseModelConfig } from "../../src/index.ts";

/** A model small enough for double-precision loops, with grouped heads and an untied head. */
export const tinyConfig: ModelConfigInput = {
  model_type: "llama",
  vocab_size: 23,
  hidden_size: 16,
  intermediate_size: 24,
  num_hidden_layers: 2,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  max_position_embeddings: 64,
  // Larger than usual, so that the distributions are far from uniform.
  initializer_range: 0.3,
};

/** A randomly initialised tiny model; `changes` replaces fields of its config. */
export function createTinyModel(
  changes: Partial<ModelConfigInput> = {},
  engine: Engine = createReferenceEngine(),
): DecoderModel {
  const config = parseModelConfig({ ...tinyConfig, ...changes }, "the test's config");
  return createModel(engine, config, { kind: "random", seed: 7 });
}
