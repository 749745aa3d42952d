import type { Engine } from "@guru/engine";
import { createModel, type DecoderModel, parseModelConfig } from "@guru/lm";

const sizes = { width: 128, layers: 4, heads: 4, feedForward: 512, vocabulary: 512 };

/** One train step: so many sequences of so many tokens each. */
export const batch = { sequences: 64, tokens: 64 };

/** One decode: so many rows, each from one prompt token to so many new ones. */
export const decoding = { rows: 256, newTokens: 64 };

/** The model every engine is measured on, with random weights. */
export function createBenchmarkModel(engine: Engine): DecoderModel {
  const config = parseModelConfig(
    {
      model_type: "llama",
      vocab_size: sizes.vocabulary,
      hidden_size: sizes.width,
      intermediate_size: sizes.feedForward,
      num_hidden_layers: sizes.layers,
      num_attention_heads: sizes.heads,
      num_key_value_heads: sizes.heads,
      rms_norm_eps: 1e-6,
      tie_word_embeddings: true,
      max_position_embeddings: 128,
    },
    "the benchmark model",
  );
  return createModel(engine, config, { kind: "random", seed: 1 });
}

/**
 * Floating-point operations of one train step: two a weight and token in the matrix products, causal attention counted at half
 * the square, and the backward as twice the forward. Norms, activations and the optimiser are left out.
 */
export function stepFlops(): number {
  const { width, layers, feedForward, vocabulary } = sizes;
  const weights = layers * (4 * width ** 2 + 3 * width * feedForward) + vocabulary * width;
  const attention = layers * 4 * (batch.tokens / 2) * width;
  return 3 * (2 * weights + attention) * batch.sequences * batch.tokens;
}

/** One line for people. */
export function describeBenchmark(): string {
  const { width, layers, heads, feedForward, vocabulary } = sizes;
  const shape = `width ${width}, ${layers} layers, ${heads} heads, SwiGLU ${feedForward}, vocabulary ${vocabulary}, tied`;
  const work = `${batch.sequences}×${batch.tokens} tokens, ${(stepFlops() / 1e9).toFixed(1)} GFLOP a step`;
  return `${shape}; ${work}`;
}
