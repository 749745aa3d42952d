import { GuruError } from "@guru/core";
import { z } from "zod";

const size = z.int().positive();

const RopeScaling = z
  .looseObject({ rope_type: z.string().optional(), type: z.string().optional() })
  .refine((scaling) => (scaling.rope_type ?? scaling.type ?? "default") === "default", {
    error: "scaled rotary embeddings are not supported, use a checkpoint whose rope type is default",
  });

const ModelConfigShape = z.looseObject({
  architectures: z.array(z.string()).optional(),
  model_type: z.literal("llama", { error: 'only model_type "llama" is supported' }),
  vocab_size: size,
  hidden_size: size,
  intermediate_size: size,
  num_hidden_layers: size,
  num_attention_heads: size,
  num_key_value_heads: size.nullish(),
  head_dim: size.nullish(),
  hidden_act: z.literal("silu", { error: 'only hidden_act "silu" is supported' }).default("silu"),
  max_position_embeddings: size.default(2048),
  initializer_range: z.number().nonnegative().default(0.02),
  rms_norm_eps: z.number().positive().default(1e-6),
  rope_theta: z.number().positive().optional(),
  rope_scaling: RopeScaling.nullish(),
  rope_parameters: RopeScaling.and(z.looseObject({ rope_theta: z.number().positive().optional() })).nullish(),
  tie_word_embeddings: z.boolean().default(false),
  attention_bias: z.boolean().default(false),
  mlp_bias: z.literal(false, { error: "feed-forward biases are not supported" }).default(false),
  bos_token_id: z.int().nonnegative().nullish(),
  eos_token_id: z.union([z.int().nonnegative(), z.array(z.int().nonnegative())]).nullish(),
  pad_token_id: z.int().nullish(),
});

/**
 * Hugging Face's `config.json` of a Llama-family model, field names as there. Unknown keys are kept and written back;
 * values that would change the forward pass in a way this package does not implement are errors.
 */
export const ModelConfig = ModelConfigShape.superRefine((config, context) => {
  const kvHeads = config.num_key_value_heads ?? config.num_attention_heads;
  if (config.num_attention_heads % kvHeads !== 0) {
    const message = `num_attention_heads ${config.num_attention_heads} must be a multiple of num_key_value_heads ${kvHeads}`;
    context.addIssue({ code: "custom", message, path: ["num_key_value_heads"] });
  }
  const headSize = config.head_dim ?? config.hidden_size / config.num_attention_heads;
  if (!Number.isInteger(headSize) || headSize % 2 !== 0) {
    const message = `the size of a head must be an even whole number, got ${headSize} (hidden_size ${config.hidden_size}, num_attention_heads ${config.num_attention_heads})`;
    context.addIssue({ code: "custom", message, path: ["head_dim"] });
  }
});
export type ModelConfig = z.infer<typeof ModelConfig>;
/** A config as written: whatever is left out takes Hugging Face's default. */
export type ModelConfigInput = z.input<typeof ModelConfig>;

/**
 * Checks a parsed `config.json`; `place` names it in errors.
 *
 * @throws GuruError `model_config` listing every field that is missing, malformed or not supported.
 */
export function parseModelConfig(value: unknown, place: string): ModelConfig {
  const result = ModelConfig.safeParse(value);
  if (result.success) return result.data;
  throw new GuruError(
    "model_config",
    `${place} is not a usable model config:\n${z.prettifyError(result.error)}`,
  );
}

/** The sizes a forward pass works with, derived from a config. */
export interface ModelSizes {
  readonly layers: number;
  readonly hidden: number;
  readonly feedForward: number;
  readonly vocabulary: number;
  readonly maxPositions: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly headSize: number;
  /** Width of the attention's output: heads · headSize. */
  readonly attention: number;
  /** Width of the fused query, key and value rows: (heads + 2 · kvHeads) · headSize. */
  readonly qkv: number;
}

/** Derives the sizes that a config leaves implicit. */
export function modelSizes(config: ModelConfig): ModelSizes {
  const heads = config.num_attention_heads;
  const kvHeads = config.num_key_value_heads ?? heads;
  const headSize = config.head_dim ?? config.hidden_size / heads;
  return {
    layers: config.num_hidden_layers,
    hidden: config.hidden_size,
    feedForward: config.intermediate_size,
    vocabulary: config.vocab_size,
    maxPositions: config.max_position_embeddings,
    heads,
    kvHeads,
    headSize,
    attention: heads * headSize,
    qkv: (heads + 2 * kvHeads) * headSize,
  };
}

/** The base of the rotary frequencies, from where either generation of `config.json` keeps it. */
export function ropeTheta(config: ModelConfig): number {
  return config.rope_theta ?? config.rope_parameters?.rope_theta ?? 10_000;
}
