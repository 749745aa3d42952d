import type { Buffer } from "@guru/engine";
import { normBefore } from "../forward.ts";
import type { DecoderModel } from "../model.ts";
import type { DecodeMemory } from "./decode-memory.ts";
import type { ResolvedOptions } from "./generate-request.ts";

/** What changes from one decode step to the next. */
export interface DecodeStep {
  readonly rows: number;
  /** The token each row continues from. */
  readonly ids: Buffer;
  readonly tokens: Buffer;
  readonly logprobs: Buffer;
}

/** Queues one decode step: every row's newest token through the model, and the next one drawn. Nothing is allocated. */
export function queueDecodeStep(
  model: DecoderModel,
  memory: DecodeMemory,
  options: ResolvedOptions,
  step: DecodeStep,
): void {
  const { ops } = model.engine;
  const { hidden, vocabulary } = model.sizes;
  const { residual, normed, inverseRms, logits } = memory;
  const { rows } = step;
  const epsilon = model.config.rms_norm_eps;
  ops.embedding({ ids: step.ids, table: model.embedding.buffer, out: residual, rows, columns: hidden });
  const gain = normBefore(model, 0).buffer;
  ops.rmsNorm({ x: residual, gain, out: normed, inverseRms, rows, columns: hidden, epsilon });
  for (let layer = 0; layer < model.layers.length; layer++) queueLayer(model, memory, layer, rows);
  ops.linear({
    x: normed,
    w: model.head.buffer,
    out: logits,
    rows,
    inputs: hidden,
    outputs: vocabulary,
    accumulate: false,
  });
  const { temperature, topK, topP, minP } = options;
  const { seeds, counters: positions } = memory;
  const { tokens, logprobs } = step;
  ops.sample({
    logits,
    rows,
    vocabulary,
    temperature,
    topK,
    topP,
    minP,
    seeds,
    positions,
    banned: null,
    tokens,
    logprobs,
  });
}

function queueLayer(model: DecoderModel, memory: DecodeMemory, index: number, rows: number): void {
  const layer = model.layers[index];
  const keys = memory.keys[index];
  const values = memory.values[index];
  if (layer === undefined || keys === undefined || values === undefined) return;
  const { ops } = model.engine;
  const { hidden, feedForward, attention, qkv: qkvWidth, heads, kvHeads, headSize } = model.sizes;
  const {
    residual,
    normed,
    inverseRms,
    qkv,
    attended,
    projected,
    gateUp,
    fed,
    slotOfRow: slots,
    positions,
  } = memory;
  const epsilon = model.config.rms_norm_eps;
  const addNormed = (gain: Buffer): void => {
    ops.addRmsNorm({
      x: projected,
      residual,
      sum: residual,
      gain,
      out: normed,
      inverseRms,
      rows,
      columns: hidden,
      epsilon,
    });
  };

  ops.linear({
    x: normed,
    w: layer.qkv.buffer,
    out: qkv,
    rows,
    inputs: hidden,
    outputs: qkvWidth,
    accumulate: false,
  });
  if (layer.qkvBias !== undefined)
    ops.addBias({ x: qkv, bias: layer.qkvBias.buffer, rows, columns: qkvWidth });
  const cosines = model.rope.cosines.buffer;
  const sines = model.rope.sines.buffer;
  ops.rope({
    x: qkv,
    positions,
    cosines,
    sines,
    rows,
    rowStride: qkvWidth,
    heads: heads + kvHeads,
    headSize,
    inverse: false,
  });
  const { capacity } = memory;
  const scale = 1 / Math.sqrt(headSize);
  ops.decodeAttention({
    qkv,
    slots,
    positions,
    keys,
    values,
    out: attended,
    rows,
    heads,
    kvHeads,
    headSize,
    capacity,
    scale,
  });
  const output = layer.output.buffer;
  ops.linear({
    x: attended,
    w: output,
    out: projected,
    rows,
    inputs: attention,
    outputs: hidden,
    accumulate: false,
  });
  if (layer.outputBias !== undefined)
    ops.addBias({ x: projected, bias: layer.outputBias.buffer, rows, columns: hidden });
  addNormed(layer.feedForwardNorm.buffer);

  const wide = 2 * feedForward;
  ops.linear({
    x: normed,
    w: layer.gateUp.buffer,
    out: gateUp,
    rows,
    inputs: hidden,
    outputs: wide,
    accumulate: false,
  });
  ops.swiglu({ x: gateUp, out: fed, rows, columns: feedForward });
  const down = layer.down.buffer;
  ops.linear({
    x: fed,
    w: down,
    out: projected,
    rows,
    inputs: feedForward,
    outputs: hidden,
    accumulate: false,
  });
  addNormed(normBefore(model, index + 1).buffer);
}
