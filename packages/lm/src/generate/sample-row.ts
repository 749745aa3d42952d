import type { GenerateRequest } from "./generate-request.ts";

/** One response while it is being generated. */
export interface SampleRow {
  readonly requestIndex: number;
  readonly sample: number;
  readonly request: GenerateRequest;
  readonly seed: number;
  /** Its place in the key–value cache. */
  readonly slot: number;
  readonly tokens: number[];
  readonly logprobs: number[];
}

/** A finished response. */
export interface Completion {
  /** Index of its request. */
  readonly request: number;
  /** Index of its seed in that request. */
  readonly sample: number;
  /** The response, its stop token included. */
  readonly tokens: readonly number[];
  /** Natural-log probability of each token under the distribution it was drawn from. */
  readonly logprobs: readonly number[];
  readonly finishReason: "stop" | "length";
}
