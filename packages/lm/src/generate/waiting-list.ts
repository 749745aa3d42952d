import type { GenerateRequest } from "./generate-request.ts";
import type { SampleRow } from "./sample-row.ts";

/** Samples that no cache slot was free for yet, handed out in the order of their requests. */
export interface WaitingList {
  readonly isEmpty: boolean;
  /** Takes samples into some of the free slots, which it removes from the list. */
  admit(freeSlots: number[], active: number): SampleRow[];
}

interface Group {
  readonly requestIndex: number;
  readonly request: GenerateRequest;
  readonly firstSample: number;
  readonly seeds: readonly number[];
}

/**
 * Samples of one prompt are admitted together, so that its prefill runs once; only more samples than there are slots
 * are split.
 */
export function createWaitingList(requests: readonly GenerateRequest[], slots: number): WaitingList {
  const groups = requests.flatMap((request, requestIndex) => splitRequest(request, requestIndex, slots));
  let next = 0;
  // A prefill of a few tokens costs nearly as much as one of many, so free slots are collected first.
  const worthwhile = Math.max(1, slots >> 3);
  return {
    get isEmpty() {
      return next >= groups.length;
    },
    admit: (freeSlots, active) => {
      const rows: SampleRow[] = [];
      if (active > 0 && freeSlots.length < worthwhile) return rows;
      for (let group = groups[next]; group !== undefined; group = groups[++next]) {
        if (group.seeds.length > freeSlots.length) break;
        rows.push(...openRows(group, freeSlots.splice(0, group.seeds.length)));
      }
      return rows;
    },
  };
}

function splitRequest(request: GenerateRequest, requestIndex: number, slots: number): Group[] {
  const groups: Group[] = [];
  for (let firstSample = 0; firstSample < request.seeds.length; firstSample += slots) {
    const seeds = request.seeds.slice(firstSample, firstSample + slots);
    groups.push({ requestIndex, request, firstSample, seeds });
  }
  return groups;
}

function openRows(
  { requestIndex, request, firstSample, seeds }: Group,
  slots: readonly number[],
): SampleRow[] {
  return slots.map((slot, index) => {
    const seed = seeds[index] ?? 0;
    return { requestIndex, sample: firstSample + index, request, seed, slot, tokens: [], logprobs: [] };
  });
}
