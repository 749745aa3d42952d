import type { OpTable } from "../engine.ts";

/** The ops in the order of `OpCode` in native/runtime.h. */
const names = [
  "zero",
  "add",
  "axpy",
  "lerp",
  "linear",
  "linearInputGrad",
  "linearWeightGrad",
  "addBias",
  "biasGrad",
  "rmsNorm",
  "addRmsNorm",
  "rmsNormGrad",
  "rope",
  "attention",
  "attentionGrad",
  "swiglu",
  "swigluGrad",
  "embedding",
  "embeddingGrad",
  "gatherRows",
  "gatherRowsGrad",
  "linearLogprob",
  "linearLogprobGrad",
  "sumOfSquares",
  "countNonFinite",
  "adamw",
  "kvWrite",
  "decodeAttention",
  "sample",
] as const satisfies readonly (keyof OpTable)[];

/** The number of each op on the native side. */
export const opCodes = Object.fromEntries(names.map((name, code) => [name, code])) as Record<
  keyof OpTable,
  number
>;

/** The op that only measures the processor: not part of the table. */
export const peakOpCode = names.length;
