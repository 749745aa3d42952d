import { type ModelConfig, modelSizes } from "./model-config.ts";

/** One tensor of a checkpoint, under the name Hugging Face gives it. */
export interface CheckpointTensor {
  readonly name: string;
  readonly shape: readonly number[];
}

/** One trainable parameter: the rows of its checkpoint tensors, one below the other. */
export interface ParameterPlan {
  readonly name: string;
  readonly shape: readonly number[];
  readonly parts: readonly CheckpointTensor[];
  /** How a new model fills it: `normal` draws with the config's initializer_range. */
  readonly initial: "normal" | "ones" | "zeros";
}

/** Layout of a model's parameters; the plan of a model and the model itself have the same one. */
export interface ModelParts<Part> {
  readonly embedding: Part;
  readonly layers: readonly LayerParts<Part>[];
  readonly norm: Part;
  /** Absent where the embedding serves as the head. */
  readonly head?: Part;
}

/** The parts of one layer. `qkv` and `gateUp` are fused: one product each instead of three and two. */
export interface LayerParts<Part> {
  readonly attentionNorm: Part;
  readonly qkv: Part;
  readonly qkvBias?: Part;
  readonly output: Part;
  readonly outputBias?: Part;
  readonly feedForwardNorm: Part;
  readonly gateUp: Part;
  readonly down: Part;
}

/** Lays out the parameters of a Llama-family decoder and says which checkpoint tensors each is made of. */
export function planParameters(config: ModelConfig): ModelParts<ParameterPlan> {
  const { hidden, vocabulary, layers } = modelSizes(config);
  const head = matrix("head", [{ name: "lm_head.weight", shape: [vocabulary, hidden] }]);
  return {
    embedding: matrix("embedding", [{ name: "model.embed_tokens.weight", shape: [vocabulary, hidden] }]),
    layers: Array.from({ length: layers }, (_, layer) => planLayer(config, layer)),
    norm: vector("norm", "ones", [{ name: "model.norm.weight", shape: [hidden] }]),
    ...(config.tie_word_embeddings ? {} : { head }),
  };
}

/** All parts in a fixed order, from the embedding to the head. */
export function listParts<Part>(parts: ModelParts<Part>): Part[] {
  const layers = parts.layers.flatMap((layer) => Object.values(layer) as Part[]);
  return [parts.embedding, ...layers, parts.norm, ...(parts.head === undefined ? [] : [parts.head])];
}

/** The same layout with every part replaced, in the order of {@link listParts}. */
export function mapParts<From, To>(parts: ModelParts<From>, map: (part: From) => To): ModelParts<To> {
  const mapRecord = <Key extends string>(record: Record<Key, From>): Record<Key, To> =>
    Object.fromEntries(Object.entries<From>(record).map(([key, part]) => [key, map(part)])) as Record<
      Key,
      To
    >;
  return {
    embedding: map(parts.embedding),
    layers: parts.layers.map((layer) => mapRecord(layer as Required<LayerParts<From>>)),
    norm: map(parts.norm),
    ...(parts.head === undefined ? {} : { head: map(parts.head) }),
  };
}

function planLayer(config: ModelConfig, layer: number): LayerParts<ParameterPlan> {
  const { hidden, feedForward, attention, kvHeads, headSize } = modelSizes(config);
  const kv = kvHeads * headSize;
  const tensor = (name: string, ...shape: number[]): CheckpointTensor => ({
    name: `model.layers.${layer}.${name}`,
    shape,
  });
  const name = (short: string): string => `layers.${layer}.${short}`;
  const attentionTensors = (kind: "weight" | "bias", ...columns: number[]): CheckpointTensor[] => [
    tensor(`self_attn.q_proj.${kind}`, attention, ...columns),
    tensor(`self_attn.k_proj.${kind}`, kv, ...columns),
    tensor(`self_attn.v_proj.${kind}`, kv, ...columns),
  ];
  const biases = {
    qkvBias: vector(name("qkv_bias"), "zeros", attentionTensors("bias")),
    outputBias: vector(name("output_bias"), "zeros", [tensor("self_attn.o_proj.bias", hidden)]),
  };
  return {
    attentionNorm: vector(name("attention_norm"), "ones", [tensor("input_layernorm.weight", hidden)]),
    qkv: matrix(name("qkv"), attentionTensors("weight", hidden)),
    output: matrix(name("output"), [tensor("self_attn.o_proj.weight", hidden, attention)]),
    ...(config.attention_bias ? biases : {}),
    feedForwardNorm: vector(name("feed_forward_norm"), "ones", [
      tensor("post_attention_layernorm.weight", hidden),
    ]),
    gateUp: matrix(name("gate_up"), [
      tensor("mlp.gate_proj.weight", feedForward, hidden),
      tensor("mlp.up_proj.weight", feedForward, hidden),
    ]),
    down: matrix(name("down"), [tensor("mlp.down_proj.weight", hidden, feedForward)]),
  };
}

function matrix(name: string, parts: readonly CheckpointTensor[]): ParameterPlan {
  return { name, shape: stackedShape(parts), parts, initial: "normal" };
}

function vector(name: string, initial: "ones" | "zeros", parts: readonly CheckpointTensor[]): ParameterPlan {
  return { name, shape: stackedShape(parts), parts, initial };
}

function stackedShape(parts: readonly CheckpointTensor[]): number[] {
  const rows = parts.reduce((sum, part) => sum + (part.shape[0] ?? 0), 0);
  return [rows, ...(parts[0]?.shape.slice(1) ?? [])];
}
