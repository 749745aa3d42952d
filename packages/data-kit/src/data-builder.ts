import type { Domain, Json, Task } from "@guru/core";

/** One thing a builder reads: a dataset of a hub at a fixed revision, or a file by its address. */
export type Source =
  | { readonly kind: "hub"; readonly dataset: string; readonly revision: string; readonly licence: string }
  | { readonly kind: "url"; readonly url: string; readonly licence: string };

/** What a builder may use besides its options. */
export interface BuildContext {
  readonly seed: number;
  /** Gives up when it fires. */
  readonly signal?: AbortSignal;
  /** Says whether the task's verifier can judge against its truth; a builder drops and counts rows that fail. */
  readonly checkGold?: (verifier: string, truth: Json) => boolean;
}

/** Turns sources, or a seed alone, into tasks. Same seed, same rows in the same order, on every machine. */
export interface DataBuilder<Options> {
  /** `domain/name`, such as `math/arithmetic`. */
  readonly name: string;
  readonly domain: Domain;
  /** What it reads; empty for a generator. */
  readonly sources: readonly Source[];
  build(options: Options, context: BuildContext): AsyncIterable<Task>;
}
