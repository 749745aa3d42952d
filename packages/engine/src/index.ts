export { createEngine, type CreatedEngine, type EngineChoice } from "./create-engine.ts";
export type { Buffer, ElementType, Engine, HeadSizes, NumericArray, OpTable } from "./engine.ts";
export { type MeasuredPeak, measurePeak } from "./native/measure-peak.ts";
export { createNativeEngine } from "./native/native-engine.ts";
export type { NativeEngineOptions } from "./native/open-native.ts";
export { philox, type PhiloxBlock } from "./philox.ts";
export { createReferenceEngine } from "./reference/reference-engine.ts";
export { createRopeTable, releaseRopeTable, type RopeTable } from "./rope-table.ts";
export { createTape, type Tape } from "./tape.ts";
export {
  createParameter,
  createTensor,
  type Parameter,
  releaseTensor,
  type Tensor,
  type TensorValues,
} from "./tensor.ts";
export type { TfjsBackend } from "./tfjs/load-tfjs.ts";
export { createTfjsEngine } from "./tfjs/tfjs-engine.ts";
