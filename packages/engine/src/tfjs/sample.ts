import type { OpTable } from "../engine.ts";
import { sampleRows } from "../sample-row.ts";
import type { TfjsContext } from "./tfjs-context.ts";

/** Token sampling by the shared host-side sampler. */
export function sampleOps({ slots }: TfjsContext): Pick<OpTable, "sample"> {
  return {
    sample(o) {
      sampleRows({
        ...o,
        logits: slots.floats(o.logits),
        seeds: slots.integers(o.seeds),
        positions: slots.integers(o.positions),
        banned: o.banned === null ? null : slots.integers(o.banned),
        tokens: slots.editIntegers(o.tokens),
        logprobs: slots.editFloats(o.logprobs),
      });
    },
  };
}
