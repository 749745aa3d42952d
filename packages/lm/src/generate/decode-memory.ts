import type { Buffer, ElementType } from "@guru/engine";
import type { DecoderModel } from "../model.ts";

/** Decode steps queued before the host reads tokens. More wait less, but finished rows are noticed later. */
export const stepsPerRead = 4;

/** Buffers of a generation, allocated once: the key–value cache and the activations of one decode step. */
export interface DecodeMemory {
  readonly slots: number;
  /** Positions a slot holds. */
  readonly capacity: number;
  readonly keys: readonly Buffer[];
  readonly values: readonly Buffer[];
  readonly residual: Buffer;
  readonly normed: Buffer;
  readonly inverseRms: Buffer;
  readonly qkv: Buffer;
  readonly attended: Buffer;
  readonly projected: Buffer;
  readonly gateUp: Buffer;
  readonly fed: Buffer;
  readonly logits: Buffer;
  /** Inputs of a step, one element per row; `seeds` has two. */
  readonly tokens: Buffer;
  readonly slotOfRow: Buffer;
  readonly positions: Buffer;
  readonly counters: Buffer;
  readonly seeds: Buffer;
  /** Outputs of the steps between two reads. */
  readonly sampledTokens: readonly Buffer[];
  readonly sampledLogprobs: readonly Buffer[];
  dispose(): void;
}

/** Allocates for `slots` rows of at most `positions` positions each. */
export function allocateDecodeMemory(model: DecoderModel, slots: number, positions: number): DecodeMemory {
  const { engine, sizes } = model;
  const owned: Buffer[] = [];
  const allocate = (length: number, type: ElementType): Buffer => {
    const buffer = engine.allocate(length, type);
    owned.push(buffer);
    return buffer;
  };
  const activation = (columns: number): Buffer => allocate(slots * columns, "f32");
  const perRow = (): Buffer => allocate(slots, "i32");
  const perLayer = (): Buffer[] =>
    model.layers.map(() => activation(capacity * sizes.kvHeads * sizes.headSize));
  // The op table wants whole blocks of 16 positions.
  const capacity = Math.ceil(positions / 16) * 16;
  return {
    slots,
    capacity,
    keys: perLayer(),
    values: perLayer(),
    residual: activation(sizes.hidden),
    normed: activation(sizes.hidden),
    inverseRms: activation(1),
    qkv: activation(sizes.qkv),
    attended: activation(sizes.attention),
    projected: activation(sizes.hidden),
    gateUp: activation(2 * sizes.feedForward),
    fed: activation(sizes.feedForward),
    logits: activation(sizes.vocabulary),
    tokens: perRow(),
    slotOfRow: perRow(),
    positions: perRow(),
    counters: perRow(),
    seeds: allocate(2 * slots, "i32"),
    sampledTokens: Array.from({ length: stepsPerRead }, perRow),
    sampledLogprobs: Array.from({ length: stepsPerRead }, () => activation(1)),
    dispose: () => {
      for (const buffer of owned) engine.release(buffer);
    },
  };
}
