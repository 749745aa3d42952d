import {
  createParameter,
  createRopeTable,
  releaseRopeTable,
  releaseTensor,
  type Engine,
  type Parameter,
  type RopeTable,
  type Tape,
  type Tensor,
} from "@guru/engine";
import { forward } from "./forward.ts";
import { type ModelConfig, type ModelSizes, modelSizes, ropeTheta } from "./model-config.ts";
import type { PackedBatch } from "./packed-batch.ts";
import { type LayerParts, listParts, mapParts, planParameters } from "./parameter-plan.ts";
import { randomWeights } from "./random-weights.ts";
import type { Weights } from "./safetensors/write-safetensors.ts";
import { checkWeights, gatherParameter, splitParameter } from "./weights.ts";

/** A Llama-family decoder: its parameters live in an engine's memory. */
export interface DecoderModel {
  readonly config: ModelConfig;
  readonly sizes: ModelSizes;
  readonly engine: Engine;
  /** Every trainable parameter once, in a fixed order; queries, keys and values are fused, gate and up are too. */
  readonly parameters: readonly Parameter[];
  readonly embedding: Parameter;
  readonly layers: readonly LayerParts<Parameter>[];
  readonly norm: Parameter;
  /** The output head: lm_head, or the embedding where they are tied. */
  readonly head: Parameter;
  readonly rope: RopeTable;
  /** Final normalised hidden states [tokens, hidden] of packed sequences. */
  hidden(tape: Tape, batch: PackedBatch): Tensor;
  dispose(): void;
}

/** Where a model's weights come from: a seed, or tensors under Hugging Face's names. */
export type WeightSource =
  | { readonly kind: "random"; readonly seed: number }
  | { readonly kind: "weights"; readonly weights: Weights; readonly place?: string };

/**
 * Creates a model in an engine's memory.
 *
 * @throws GuruError `weights` when given weights do not fit the config.
 */
export function createModel(engine: Engine, config: ModelConfig, source: WeightSource): DecoderModel {
  const plan = planParameters(config);
  const weights = weightsOf(source, config);
  const parts = mapParts(plan, (part) =>
    createParameter(engine, part.name, part.shape, gatherParameter(part, weights)),
  );
  const sizes = modelSizes(config);
  const rope = createRopeTable(engine, {
    maxPositions: sizes.maxPositions,
    headSize: sizes.headSize,
    theta: ropeTheta(config),
  });
  const parameters = listParts(parts);
  const model: DecoderModel = {
    config,
    sizes,
    engine,
    parameters,
    ...parts,
    head: parts.head ?? parts.embedding,
    rope,
    hidden: (tape, batch) => forward(tape, model, batch),
    dispose: () => {
      for (const parameter of parameters) releaseTensor(engine, parameter);
      releaseRopeTable(engine, rope);
    },
  };
  return model;
}

/** The model's weights under Hugging Face's names, fused parameters split. */
export async function readWeights(model: DecoderModel): Promise<Weights> {
  const weights = new Map<string, { shape: readonly number[]; values: Float32Array }>();
  const plans = listParts(planParameters(model.config));
  for (const [index, plan] of plans.entries()) {
    const parameter = model.parameters[index];
    if (parameter === undefined) continue;
    const values = Float32Array.from(await model.engine.read(parameter.buffer));
    for (const [name, tensor] of splitParameter(plan, values)) weights.set(name, tensor);
  }
  return weights;
}

/**
 * Replaces all weights of a model.
 *
 * @throws GuruError `weights` when they do not fit the model's config; the model is then unchanged.
 */
export function setWeights(model: DecoderModel, weights: Weights): void {
  const plans = listParts(planParameters(model.config));
  checkWeights(plans, weights, "the given weights");
  for (const [index, plan] of plans.entries()) {
    const parameter = model.parameters[index];
    if (parameter !== undefined) model.engine.write(parameter.buffer, gatherParameter(plan, weights));
  }
}

function weightsOf(source: WeightSource, config: ModelConfig): Weights {
  const plans = listParts(planParameters(config));
  if (source.kind === "random") return randomWeights(plans, source.seed, config.initializer_range);
  checkWeights(plans, source.weights, source.place ?? "the given weights");
  return source.weights;
}
