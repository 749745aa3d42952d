import type { Completion } from "../../src/index.ts";

/** All completions in the order of their requests and samples. */
export async function collect(completions: AsyncIterable<Completion>): Promise<Completion[]> {
  const all: Completion[] = [];
  for await (const completion of completions) all.push(completion);
  return all.sort((a, b) => a.request - b.request || a.sample - b.sample);
}
