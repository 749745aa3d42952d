import type { Engine, OpTable } from "../engine.ts";
import { adamwOps } from "./adamw.ts";
import { attentionOps } from "./attention.ts";
import { BufferTable } from "./buffer-table.ts";
import { cacheOps } from "./cache.ts";
import { elementwiseOps } from "./elementwise.ts";
import { linearOps } from "./linear.ts";
import { logprobOps } from "./logprob.ts";
import { normOps } from "./norm.ts";
import { ropeOps } from "./rope.ts";
import { rowOps } from "./rows.ts";
import { sampleOps } from "./sample.ts";
import { statisticsOps } from "./statistics.ts";
import { swigluOps } from "./swiglu.ts";

/**
 * The oracle: every op as plain loops in double precision, run at once on the caller's thread. `read` gives
 * Float64Array. For tests and finite differences; far too slow for training.
 */
export function createReferenceEngine(): Engine {
  const table = new BufferTable();
  return {
    name: "reference",
    description: "plain loops in double precision",
    ops: referenceOps(table),
    allocate: (length, type, contents) => table.allocate(length, type, contents),
    release: (buffer) => {
      table.release(buffer);
    },
    write: (buffer, data, offset = 0) => {
      table.write(buffer, data, offset);
    },
    // Async so that a failed op or a released buffer rejects instead of throwing.
    // eslint-disable-next-line @typescript-eslint/require-await
    read: async (buffer) => {
      table.indices.throwFailure();
      return table.values(buffer).slice();
    },
    memory: () => table.memory(),
    dispose: () => {
      table.clear();
      return Promise.resolve();
    },
  };
}

function referenceOps(table: BufferTable): OpTable {
  return {
    ...elementwiseOps(table),
    ...linearOps(table),
    ...normOps(table),
    ...ropeOps(table),
    ...attentionOps(table),
    ...swigluOps(table),
    ...rowOps(table),
    ...logprobOps(table),
    ...statisticsOps(table),
    ...adamwOps(table),
    ...cacheOps(table),
    ...sampleOps(table),
  };
}
