import type { Buffer, ElementType } from "../engine.ts";
import type { Parameter, Tensor } from "../tensor.ts";
import type { IntegerSummary } from "./integer-summary.ts";
import type { Recorder } from "./recorder.ts";

/** A gradient in the backward pass. Tensors whose gradients are equal share one until somebody writes to it. */
export interface GradientSlot {
  buffer: Buffer;
  readonly length: number;
  references: number;
}

/** A tensor that a tape made, with what the tape knows about it. */
export class TapeTensor implements Tensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: ElementType;
  readonly buffer: Buffer;
  readonly recorder: Recorder;
  /** Whether a parameter's gradient depends on it. */
  tracked = false;
  /** Whether a backward needs its values, so that it must not be overwritten. */
  saved = false;
  /** Whether an op in place took its buffer over. */
  consumed = false;
  slot: GradientSlot | undefined = undefined;
  /** What the values are, where the tape got them from the caller. */
  summary: IntegerSummary | undefined = undefined;

  constructor(recorder: Recorder, tensor: Tensor) {
    this.recorder = recorder;
    this.name = tensor.name;
    this.shape = tensor.shape;
    this.type = tensor.type;
    this.buffer = tensor.buffer;
  }
}

/** Whether gradients of this tensor go to a parameter. */
export function isParameter(tensor: Tensor): tensor is Parameter {
  return !(tensor instanceof TapeTensor) && "gradient" in tensor;
}
