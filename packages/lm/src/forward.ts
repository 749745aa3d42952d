import type { HeadSizes, Parameter, Tape, Tensor } from "@guru/engine";
import { checkLengths, type PackedBatch, packedPositions } from "./packed-batch.ts";
import type { DecoderModel } from "./model.ts";
import type { LayerParts } from "./parameter-plan.ts";

/** Is given each layer's rotated queries, keys and values while a forward is made; prefill fills its cache from them. */
export type LayerVisitor = (layer: number, qkv: Tensor) => void;

/** Final normalised hidden states [tokens, hidden] of packed sequences. */
export function forward(tape: Tape, model: DecoderModel, batch: PackedBatch, visit?: LayerVisitor): Tensor {
  checkLengths(batch, model.sizes.maxPositions);
  const rows = batch.tokens.length;
  const input = {
    ids: tape.constant("ids", [rows], "i32", batch.tokens),
    offsets: tape.constant("offsets", [batch.offsets.length], "i32", batch.offsets),
    positions: tape.constant("positions", [rows], "i32", packedPositions(batch)),
  };
  const epsilon = model.config.rms_norm_eps;
  let residual = tape.embedding(input.ids, model.embedding);
  let normed = tape.rmsNorm(residual, normBefore(model, 0), epsilon);
  for (const [index, layer] of model.layers.entries()) {
    const { heads, kvHeads, headSize } = model.sizes;
    const rotated = { heads: heads + kvHeads, headSize };
    const qkv = tape.rope(
      tape.linear(normed, layer.qkv, layer.qkvBias),
      input.positions,
      model.rope,
      rotated,
    );
    visit?.(index, qkv);
    const attended = attend(tape, layer, qkv, {
      offsets: input.offsets,
      sizes: { heads, kvHeads, headSize },
    });
    const middle = tape.addRmsNorm(attended, residual, layer.feedForwardNorm, epsilon);
    const fed = tape.linear(tape.swiglu(tape.linear(middle.out, layer.gateUp)), layer.down);
    // The next layer's norm (the final one after the last layer) shares a pass with adding this layer's result.
    const end = tape.addRmsNorm(fed, middle.sum, normBefore(model, index + 1), epsilon);
    residual = end.sum;
    normed = end.out;
  }
  return normed;
}

/** Logits [tokens, vocabulary] of packed sequences; training uses {@link responseLogprobs}, which never holds them all. */
export function logits(tape: Tape, model: DecoderModel, batch: PackedBatch): Tensor {
  return tape.linear(model.hidden(tape, batch), model.head);
}

/** The norm that stands before a layer, or the final one behind the last layer. */
export function normBefore(model: DecoderModel, layer: number): Parameter {
  return model.layers[layer]?.attentionNorm ?? model.norm;
}

function attend(
  tape: Tape,
  layer: LayerParts<Parameter>,
  qkv: Tensor,
  input: { offsets: Tensor; sizes: HeadSizes },
): Tensor {
  return tape.linear(tape.attention(qkv, input.offsets, input.sizes), layer.output, layer.outputBias);
}
