import { GuruError } from "@guru/core";
import type { ModelSizes } from "../model-config.ts";

/** One prompt and the samples wanted of it. */
export interface GenerateRequest {
  readonly prompt: readonly number[];
  /** One sample per seed, a 32-bit integer; equal seeds of a prompt give equal samples. */
  readonly seeds: readonly number[];
  /** A token that may not be the first of a response. */
  readonly bannedFirstToken?: number;
}

/** How tokens are drawn and when a response ends. */
export interface GenerateOptions {
  /** 0 always takes the most likely token. */
  readonly temperature: number;
  /** Keep the most likely so many; 0, the default, keeps all. */
  readonly topK?: number;
  /** Keep the smallest set with at least this probability; 1 by default. */
  readonly topP?: number;
  /** Keep tokens at least this share as likely as the most likely one; 0 by default. */
  readonly minP?: number;
  /** A response of this many tokens ends with finish reason `length`. */
  readonly maxTokens: number;
  /** Any of these ends a response with finish reason `stop` and is its last token. */
  readonly stopTokens: readonly number[];
  /** Responses decoded together, 256 by default. It decides speed and memory, never a value. */
  readonly maxRows?: number;
}

/** Options with their defaults filled in. */
export type ResolvedOptions = Required<GenerateOptions>;

/**
 * Fills in defaults and refuses what cannot be generated.
 *
 * @throws GuruError `generate_options`, `empty_prompt`, `tokens` or `context_length`, each naming the numbers.
 */
export function resolveOptions(
  options: GenerateOptions,
  requests: readonly GenerateRequest[],
  sizes: ModelSizes,
): ResolvedOptions {
  const resolved = { topK: 0, topP: 1, minP: 0, maxRows: 256, ...options };
  const { temperature, topK, topP, minP, maxTokens, maxRows } = resolved;
  demand(temperature >= 0 && temperature < Infinity, "temperature must be 0 or more", temperature);
  demand(Number.isInteger(topK) && topK >= 0, "topK must be a whole number of 0 or more", topK);
  demand(topP > 0 && topP <= 1, "topP must be above 0 and at most 1", topP);
  demand(minP >= 0 && minP <= 1, "minP must be between 0 and 1", minP);
  demand(Number.isInteger(maxTokens) && maxTokens >= 1, "maxTokens must be a positive integer", maxTokens);
  demand(Number.isInteger(maxRows) && maxRows >= 1, "maxRows must be a positive integer", maxRows);
  for (const [index, request] of requests.entries()) checkRequest(request, index, maxTokens, sizes);
  return resolved;
}

function demand(holds: boolean, rule: string, value: number): void {
  if (!holds) throw new GuruError("generate_options", `${rule}, got ${value}`);
}

function checkRequest(request: GenerateRequest, index: number, maxTokens: number, sizes: ModelSizes): void {
  const { prompt, seeds, bannedFirstToken } = request;
  if (prompt.length === 0) {
    throw new GuruError("empty_prompt", `request ${index} has a prompt of 0 tokens, give at least 1`);
  }
  if (prompt.length + maxTokens > sizes.maxPositions) {
    const sum = `a prompt of ${prompt.length} tokens and maxTokens ${maxTokens}`;
    throw new GuruError(
      "context_length",
      `request ${index}: ${sum} exceed the model's context of ${sizes.maxPositions}`,
    );
  }
  for (const token of bannedFirstToken === undefined ? prompt : [...prompt, bannedFirstToken]) {
    if (Number.isInteger(token) && token >= 0 && token < sizes.vocabulary) continue;
    throw new GuruError(
      "tokens",
      `request ${index}: token ${token} is outside the vocabulary of ${sizes.vocabulary}`,
    );
  }
  for (const seed of seeds) demand((seed | 0) === seed, "a seed must be a 32-bit integer", seed);
}
