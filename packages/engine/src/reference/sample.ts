import type { OpTable } from "../engine.ts";
import { sampleRows } from "../sample-row.ts";
import type { BufferTable } from "./buffer-table.ts";

/** Token sampling by the shared host-side sampler. */
export function sampleOps(table: BufferTable): Pick<OpTable, "sample"> {
  return {
    sample(o) {
      sampleRows({
        ...o,
        logits: table.floats(o.logits),
        seeds: table.integers(o.seeds),
        positions: table.integers(o.positions),
        banned: o.banned === null ? null : table.integers(o.banned),
        tokens: table.integers(o.tokens),
        logprobs: table.floats(o.logprobs),
      });
    },
  };
}
