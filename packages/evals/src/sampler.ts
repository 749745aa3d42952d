import type { ChatMessage } from "@guru/core";

/** One prompt to sample, one response a seed. */
export interface SampleRequest {
  readonly prompt: readonly ChatMessage[];
  readonly seeds: readonly number[];
  /** A token the response may not start with. */
  readonly bannedFirstToken?: number;
}

/** How every request of one call is sampled. Temperature 0 is greedy. */
export interface SampleOptions {
  readonly temperature: number;
  readonly maxTokens: number;
  readonly signal?: AbortSignal;
}

/** One response: `request` and `sample` are its places in the requests and in that request's seeds. */
export interface SampledResponse {
  readonly request: number;
  readonly sample: number;
  readonly text: string;
  readonly tokens: number;
  readonly finishReason: "stop" | "length";
}

/** Whatever answers prompts: a model in this process, a server, a script in a test. */
export interface Sampler {
  /** The text a prompt becomes, for judges that look at what was asked. */
  renderPrompt(messages: readonly ChatMessage[]): string;
  /** Yields responses in any order, each exactly once. */
  sample(requests: readonly SampleRequest[], options: SampleOptions): AsyncIterable<SampledResponse>;
}
