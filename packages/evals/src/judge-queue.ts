import { askJudge, type JudgeBatch, type JudgeItem, type Verdict } from "@guru/core";

/** A response on its way to the judge, and who waits for its verdict. */
export interface QueuedItem extends JudgeItem {
  receive(verdict: Verdict): void;
}

/** Collects responses into batches and judges a few batches at once, while more responses are made. */
export interface JudgeQueue {
  /** Waits while too many batches are being judged; rejects once one of them failed. */
  push(item: QueuedItem): Promise<void>;
  /** Judges what is left and waits for every verdict. */
  drain(): Promise<void>;
}

const batchSize = 64;
const batchesAtOnce = 2;

/** Opens a queue in front of a judge. A judge that fails, or gives something else than verdicts, fails the queue. */
export function createJudgeQueue(judge: JudgeBatch, signal: AbortSignal): JudgeQueue {
  let collected: QueuedItem[] = [];
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
  items: readonly QueuedItem[],
  signal: AbortSignal,
): Promise<void> {
  const verdicts = await askJudge(judge, items, signal);
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
