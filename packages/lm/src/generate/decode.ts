import type { NumericArray } from "@guru/engine";
import type { DecoderModel } from "../model.ts";
import { absorbToken } from "./absorb-token.ts";
import { type DecodeMemory, stepsPerRead } from "./decode-memory.ts";
import { queueDecodeStep } from "./decode-step.ts";
import type { ResolvedOptions } from "./generate-request.ts";
import { perRow, seedsPerRow } from "./row-arrays.ts";
import type { SampleRow } from "./sample-row.ts";

/**
 * Queues the next few decode steps of all rows at once and, when their tokens can be read, appends them to the rows.
 * Rows that end in between run on until then; what they draw after their end is dropped.
 */
export async function decode(
  model: DecoderModel,
  memory: DecodeMemory,
  options: ResolvedOptions,
  rows: readonly SampleRow[],
): Promise<void> {
  const { maxTokens } = options;
  const { engine } = model;
  const shortest = rows.reduce((least, row) => Math.min(least, row.tokens.length), maxTokens);
  const steps = Math.min(stepsPerRead, maxTokens - shortest);
  engine.write(memory.tokens, perRow(rows, lastToken));
  engine.write(
    memory.slotOfRow,
    perRow(rows, (row) => row.slot),
  );
  engine.write(memory.seeds, seedsPerRow(rows));
  const reads: Promise<NumericArray>[] = [];
  let ids = memory.tokens;
  for (let step = 0; step < steps; step++) {
    const tokens = memory.sampledTokens[step];
    const logprobs = memory.sampledLogprobs[step];
    if (tokens === undefined || logprobs === undefined) break;
    engine.write(
      memory.positions,
      perRow(rows, (row) => cachePosition(row, step, maxTokens)),
    );
    engine.write(
      memory.counters,
      perRow(rows, (row) => row.tokens.length + step),
    );
    queueDecodeStep(model, memory, options, { rows: rows.length, ids, tokens, logprobs });
    reads.push(engine.read(tokens), engine.read(logprobs));
    ids = tokens;
  }
  const drawn = await Promise.all(reads);
  for (const [index, row] of rows.entries()) {
    for (let step = 0; step < steps && finishReason(row, options) === undefined; step++) {
      absorbToken(row, { token: drawn[2 * step]?.[index], logprob: drawn[2 * step + 1]?.[index] }, model);
    }
  }
}

/** Whether a row needs no further token, and why. */
export function finishReason(row: SampleRow, options: ResolvedOptions): "stop" | "length" | undefined {
  if (row.tokens.length > 0 && options.stopTokens.includes(lastToken(row))) return "stop";
  return row.tokens.length >= options.maxTokens ? "length" : undefined;
}

function lastToken({ tokens }: SampleRow): number {
  return tokens[tokens.length - 1] ?? 0;
}

/** Rows past their end stay inside their slot and the model's context: they rewrite a position nobody reads. */
function cachePosition(row: SampleRow, step: number, maxTokens: number): number {
  return row.request.prompt.length + Math.min(row.tokens.length + step, maxTokens) - 1;
}
