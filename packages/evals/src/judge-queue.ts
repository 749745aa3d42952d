import type { Response, Task, Verdict } from "@guru/core";
import { GuruError } from "@guru/core";

/** Judges a batch; gives one verdict an item, in order. */
export type JudgeBatch = (
  items: readonly { readonly task: Task; readonly response: Response }[],
  signal?: AbortSignal,
) => Promise<readonly Verdict[]>;

/** A response on its way to the judge, and who waits for its verdict. */
export interface JudgeItem {
  readonly task: Task;
  readonly response: Response;
  receive(verdict: Verdict): void;
}

/** Collects responses into batches and judges a few batches at once, while more responses are made. */
export interface JudgeQueue {
  /** Waits while too many batches are being judged; rejects once one of them failed. */
  push(item: JudgeItem): Promise<void>;
  /** Judges what is left and waits for every verdict. */
  drain(): Promise<void>;
}

const batchSize = 64;
const batchesAtOnce = 2;

/** Opens a queue in front of a judge. A judge that fails, or miscounts, fails the queue. */
export function createJudgeQueue(judge: JudgeBatch, signal: AbortSignal): JudgeQueue {
  let collected: JudgeItem[] = [];
  const running = new Set<Promise<void>>();
  let failure: { readonly reason: unknown } | undefined;

  const flush = (): void => {
    if (collected.length === 0) return;
    const batch = judgeItems(judge, collected, signal)
      .catch((reason: unknown) => {
        failure ??= { reason };
      })
      .finally(() => running.delete(batch));
    collected = [];
    running.add(batch);
  };
  const settleUntil = async (left: number): Promise<void> => {
    while (running.size > left && failure === undefined) await abortable(Promise.race(running), signal);
    if (failure !== undefined) throw failure.reason;
  };
  return {
    push: async (item) => {
      collected.push(item);
      if (collected.length < batchSize) return;
      await settleUntil(batchesAtOnce - 1);
      flush();
    },
    drain: async () => {
      await settleUntil(batchesAtOnce - 1);
      flush();
      await settleUntil(0);
    },
  };
}

async function judgeItems(
  judge: JudgeBatch,
  items: readonly JudgeItem[],
  signal: AbortSignal,
): Promise<void> {
  const verdicts = await judge(
    items.map(({ task, response }) => ({ task, response })),
    signal,
  );
  if (verdicts.length !== items.length) {
    throw new GuruError(
      "judge_count",
      `the judge gave ${verdicts.length} verdicts for ${items.length} responses`,
    );
  }
  items.forEach((item, index) => {
    const verdict = verdicts[index];
    if (verdict !== undefined) item.receive(verdict);
  });
}

/** Settles with the promise, or rejects as soon as the signal fires, whether or not the promise ever settles. */
function abortable(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) {
      stop();
      return;
    }
    signal.addEventListener("abort", stop, { once: true });
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener("abort", stop);
    });
  });
}
