import type { DecoderModel } from "../model.ts";
import { allocateDecodeMemory } from "./decode-memory.ts";
import { decode, finishReason } from "./decode.ts";
import {
  type GenerateOptions,
  type GenerateRequest,
  type ResolvedOptions,
  resolveOptions,
} from "./generate-request.ts";
import { prefill } from "./prefill.ts";
import type { Completion, SampleRow } from "./sample-row.ts";
import { createWaitingList } from "./waiting-list.ts";

/**
 * Generates responses in batches with a key–value cache and yields each as it finishes. A finished row makes room for a
 * waiting one. A response depends on its prompt, its seed and the options alone, not on what else is in the batch; the
 * order in which completions come does, so sort by request and sample where it matters. The weights must not change
 * until the last completion.
 *
 * @throws GuruError `generate_options`, `empty_prompt`, `tokens`, `context_length` or `non_finite`.
 */
export async function* generate(
  model: DecoderModel,
  requests: readonly GenerateRequest[],
  options: GenerateOptions,
): AsyncGenerator<Completion, void, undefined> {
  const resolved = resolveOptions(options, requests, model.sizes);
  const samples = requests.reduce((sum, request) => sum + request.seeds.length, 0);
  if (samples === 0) return;
  const slots = Math.min(resolved.maxRows, samples);
  const longestPrompt = requests.reduce((longest, request) => Math.max(longest, request.prompt.length), 0);
  const memory = allocateDecodeMemory(model, slots, longestPrompt + resolved.maxTokens);
  const waiting = createWaitingList(requests, slots);
  const freeSlots = Array.from({ length: slots }, (_, slot) => slot);
  let rows: SampleRow[] = [];
  let decoding = Promise.resolve();
  try {
    do {
      const admitted = waiting.admit(freeSlots, rows.length);
      if (admitted.length > 0) await prefill(model, memory, resolved, admitted);
      const { finished, unfinished } = partition([...rows, ...admitted], resolved);
      rows = unfinished;
      freeSlots.push(...finished.map(({ row }) => row.slot));
      // The next steps are queued before the caller gets its completions, so that the engine works meanwhile.
      if (rows.length > 0) decoding = decode(model, memory, resolved, rows);
      decoding.catch(() => undefined);
      for (const { completion } of finished) yield completion;
      await decoding;
    } while (rows.length > 0 || !waiting.isEmpty);
  } finally {
    // A caller that stops early leaves steps in flight.
    await decoding.catch(() => undefined);
    memory.dispose();
  }
}

interface Finished {
  readonly row: SampleRow;
  readonly completion: Completion;
}

function partition(
  rows: readonly SampleRow[],
  options: ResolvedOptions,
): { finished: Finished[]; unfinished: SampleRow[] } {
  const finished: Finished[] = [];
  const unfinished: SampleRow[] = [];
  for (const row of rows) {
    const reason = finishReason(row, options);
    if (reason === undefined) unfinished.push(row);
    else finished.push({ row, completion: complete(row, reason) });
  }
  return { finished, unfinished };
}

function complete(row: SampleRow, reason: "stop" | "length"): Completion {
  const { requestIndex: request, sample, tokens, logprobs } = row;
  return { request, sample, tokens, logprobs, finishReason: reason };
}
