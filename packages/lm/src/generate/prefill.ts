import { createTape, type Tape, type Tensor } from "@guru/engine";
import { forward } from "../forward.ts";
import type { DecoderModel } from "../model.ts";
import { packSequences } from "../packed-batch.ts";
import { absorbToken } from "./absorb-token.ts";
import type { DecodeMemory } from "./decode-memory.ts";
import type { ResolvedOptions } from "./generate-request.ts";
import { perRow, seedsPerRow } from "./row-arrays.ts";
import type { SampleRow } from "./sample-row.ts";

/** Prompts are packed into forwards of about this many tokens, which bounds the memory of their activations. */
const tokensPerForward = 2048;

/** Rows that continue the same prompt. */
interface PromptGroup {
  readonly prompt: readonly number[];
  readonly rows: SampleRow[];
}

/**
 * Runs each distinct prompt of new rows through the model once, stores its keys and values in the slots of all its rows
 * and draws their first tokens.
 */
export async function prefill(
  model: DecoderModel,
  memory: DecodeMemory,
  options: ResolvedOptions,
  rows: readonly SampleRow[],
): Promise<void> {
  for (const groups of packForwards(groupByPrompt(rows))) await prefillGroups(model, memory, options, groups);
}

function groupByPrompt(rows: readonly SampleRow[]): PromptGroup[] {
  const groups = new Map<string, PromptGroup>();
  for (const row of rows) {
    const key = row.request.prompt.join();
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { prompt: row.request.prompt, rows: [row] });
    else group.rows.push(row);
  }
  return [...groups.values()];
}

function packForwards(groups: readonly PromptGroup[]): PromptGroup[][] {
  const forwards: PromptGroup[][] = [];
  let tokens = tokensPerForward;
  for (const group of groups) {
    tokens += group.prompt.length;
    if (tokens > tokensPerForward) {
      forwards.push([]);
      tokens = group.prompt.length;
    }
    forwards.at(-1)?.push(group);
  }
  return forwards;
}

async function prefillGroups(
  model: DecoderModel,
  memory: DecodeMemory,
  options: ResolvedOptions,
  groups: readonly PromptGroup[],
): Promise<void> {
  const { engine } = model;
  const tape = createTape(engine, { gradients: false });
  try {
    const batch = packSequences(groups.map((group) => group.prompt));
    const cache = cacheEntries(tape, groups, batch.offsets);
    const hidden = forward(tape, model, batch, (layer, qkv) => {
      writeCache(model, memory, cache, { layer, qkv });
    });
    const lastRows = groups.map((_, index) => (batch.offsets[index + 1] ?? 0) - 1);
    const logits = tape.linear(tape.gatherRows(hidden, constant(tape, "last_rows", lastRows)), model.head);
    const rows = groups.flatMap((group) => group.rows);
    const promptOfRow = groups.flatMap((group, index) => group.rows.map(() => index));
    const repeated = tape.gatherRows(logits, constant(tape, "prompt_of_row", promptOfRow));
    const drawn = sampleFirst(tape, model, options, { rows, logits: repeated });
    const [tokens, logprobs] = await Promise.all([
      engine.read(drawn.tokens.buffer),
      engine.read(drawn.logprobs.buffer),
    ]);
    for (const [index, row] of rows.entries())
      absorbToken(row, { token: tokens[index], logprob: logprobs[index] }, model);
  } finally {
    tape.dispose();
  }
}

interface CacheEntries {
  readonly count: number;
  readonly sourceRows: Tensor;
  readonly slots: Tensor;
  readonly positions: Tensor;
}

/** Which packed row goes to which place of the cache: every token of a prompt, once for each of its rows. */
function cacheEntries(tape: Tape, groups: readonly PromptGroup[], offsets: Int32Array): CacheEntries {
  const sourceRows: number[] = [];
  const slots: number[] = [];
  const positions: number[] = [];
  for (const [index, group] of groups.entries()) {
    for (const row of group.rows) {
      for (let position = 0; position < group.prompt.length; position++) {
        sourceRows.push((offsets[index] ?? 0) + position);
        slots.push(row.slot);
        positions.push(position);
      }
    }
  }
  return {
    count: slots.length,
    sourceRows: constant(tape, "source_rows", sourceRows),
    slots: constant(tape, "slots", slots),
    positions: constant(tape, "cache_positions", positions),
  };
}

function writeCache(
  model: DecoderModel,
  memory: DecodeMemory,
  entries: CacheEntries,
  source: { layer: number; qkv: Tensor },
): void {
  const keys = memory.keys[source.layer];
  const values = memory.values[source.layer];
  if (keys === undefined || values === undefined) return;
  const { heads, kvHeads, headSize } = model.sizes;
  model.engine.ops.kvWrite({
    qkv: source.qkv.buffer,
    sourceRows: entries.sourceRows.buffer,
    slots: entries.slots.buffer,
    positions: entries.positions.buffer,
    count: entries.count,
    keys,
    values,
    heads,
    kvHeads,
    headSize,
    capacity: memory.capacity,
    scale: 1 / Math.sqrt(headSize),
  });
}

function sampleFirst(
  tape: Tape,
  model: DecoderModel,
  options: ResolvedOptions,
  input: { rows: readonly SampleRow[]; logits: Tensor },
): { tokens: Tensor; logprobs: Tensor } {
  const { rows, logits } = input;
  const zeros = perRow(rows, () => 0);
  const banned = perRow(rows, (row) => row.request.bannedFirstToken ?? -1);
  const tokens = constant(tape, "first_tokens", zeros);
  const logprobs = tape.constant("first_logprobs", [rows.length], "f32", new Float32Array(rows.length));
  const { temperature, topK, topP, minP } = options;
  model.engine.ops.sample({
    logits: logits.buffer,
    rows: rows.length,
    vocabulary: model.sizes.vocabulary,
    temperature,
    topK,
    topP,
    minP,
    seeds: constant(tape, "seeds", seedsPerRow(rows)).buffer,
    positions: constant(tape, "counters", zeros).buffer,
    banned: constant(tape, "banned", banned).buffer,
    tokens: tokens.buffer,
    logprobs: logprobs.buffer,
  });
  return { tokens, logprobs };
}

function constant(tape: Tape, name: string, values: ArrayLike<number>): Tensor {
  return tape.constant(name, [values.length], "i32", Int32Array.from(values));
}
