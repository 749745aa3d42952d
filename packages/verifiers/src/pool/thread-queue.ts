import { availableParallelism } from "node:os";
import type { JudgeItem, Task, Verdict } from "@guru/core";
import { cancelled } from "../judge.ts";
import { messageOf } from "../message-of.ts";
import { ourFailure } from "../registry.ts";
import type { Chunk } from "./messages.ts";
import {
  type ChunkEnd,
  startWorkerThread,
  type WorkerThread,
  type WorkerThreadOptions,
} from "./worker-thread.ts";

/** What went wrong so far, and what is under way. */
export interface PoolCounts {
  judged: number;
  /** Items that no worker was done with in time; each was tried twice. */
  hung: number;
  /** Items at which a worker died, such as of memory; each was tried twice. */
  died: number;
  /** Workers that were replaced. */
  replaced: number;
  pending: number;
}

interface Waiting {
  readonly item: JudgeItem;
  readonly signal: AbortSignal | undefined;
  /** It was already the end of one worker, so it goes alone. */
  readonly retried: boolean;
  settle(verdict: Verdict): void;
}

/** Enough that sending costs little beside judging, few enough that many threads share a batch. */
const maximumChunkItems = 32;

/** Judges items on threads that are replaced when they hang or die. */
export interface ThreadQueue {
  judge(item: JudgeItem, signal: AbortSignal | undefined): Promise<Verdict>;
  close(): Promise<void>;
}

/** Threads are started when there is work for them. */
export function createThreadQueue(
  options: WorkerThreadOptions & { readonly threads?: number },
  counts: PoolCounts,
): ThreadQueue {
  const threads = options.threads ?? Math.max(1, availableParallelism() - 1);
  const waiting: Waiting[] = [];
  const workers = new Set<WorkerThread>();
  let running = 0;
  let closed = false;

  const takeChunk = (): Waiting[] => {
    const first = waiting.shift();
    if (first === undefined || first.retried) return first === undefined ? [] : [first];
    const share = Math.ceil((waiting.length + 1) / threads);
    const others = waiting.findIndex(({ retried }) => retried);
    const available = others < 0 ? waiting.length : others;
    return [first, ...waiting.splice(0, Math.min(maximumChunkItems, share, available + 1) - 1)];
  };

  const runChunk = async (worker: WorkerThread): Promise<boolean> => {
    const taken = takeChunk().filter((one) => {
      if (one.signal?.aborted !== true) return true;
      one.settle(cancelled(one.item.task.verifier));
      return false;
    });
    if (taken.length === 0) return true;
    const end = await worker.run(chunkOf(taken));
    if (end.kind === "judged") {
      taken.forEach((one, index) => {
        one.settle(end.verdicts[index] ?? lost(one.item, "no verdict came"));
      });
      return true;
    }
    counts.replaced++;
    settleCulprit(taken, end);
    return false;
  };

  /** Only the item that the worker was at is to blame, and only when it happens again; the others are judged anew. */
  const settleCulprit = (taken: readonly Waiting[], end: Exclude<ChunkEnd, { kind: "judged" }>): void => {
    const culprit = taken[end.at];
    waiting.unshift(...taken.filter((one) => one !== culprit));
    if (culprit === undefined) return;
    if (!culprit.retried) {
      // Behind the others: it may cost another worker.
      waiting.push({ ...culprit, retried: true });
      return;
    }
    counts[end.kind]++;
    culprit.settle(
      ourFailure(culprit.item.task.verifier, {
        reason: `verifier.${end.kind}`,
        error: { class: "internal", message: end.message },
      }),
    );
  };

  const run = async (): Promise<void> => {
    let worker: WorkerThread | undefined;
    try {
      while (waiting.length > 0 && !closed) {
        if (worker === undefined) workers.add((worker = idle.pop() ?? (await startWorkerThread(options))));
        if (await runChunk(worker)) continue;
        workers.delete(worker);
        worker = undefined;
      }
    } catch (error) {
      for (const one of waiting.splice(0)) one.settle(lost(one.item, messageOf(error)));
    } finally {
      running--;
      if (worker !== undefined) idle.push(worker);
    }
  };
  const idle: WorkerThread[] = [];

  return {
    judge: (item, signal) =>
      new Promise<Verdict>((resolve) => {
        waiting.push({ item, signal, retried: false, settle: resolve });
        if (running < threads && !closed) {
          running++;
          // Waits for what is queued in this turn, so that chunks fill.
          setImmediate(() => void run());
        }
      }),
    close: async () => {
      closed = true;
      for (const one of waiting.splice(0)) one.settle(cancelled(one.item.task.verifier));
      await Promise.all([...workers].map((worker) => worker.end()));
    },
  };
}

function chunkOf(taken: readonly Waiting[]): Chunk {
  const indices = new Map<Task, number>();
  const items = taken.map(({ item: { task, response } }) => {
    const index = indices.get(task) ?? indices.size;
    indices.set(task, index);
    return { task: index, response };
  });
  return { tasks: [...indices.keys()], items };
}

function lost(item: JudgeItem, message: string): Verdict {
  return ourFailure(item.task.verifier, {
    reason: "verifier.lost",
    error: { class: "internal", message },
  });
}
