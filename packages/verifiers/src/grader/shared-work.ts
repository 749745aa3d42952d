/** Work that several callers wait for is done once. */
export interface SharedWork<T> {
  /** Joins the work under way for this key, or starts it. The work is aborted when every caller has given up. */
  run(key: string, start: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T>;
}

interface Job<T> {
  readonly result: Promise<T>;
  readonly controller: AbortController;
  callers: number;
}

/** Makes an empty set of shared work. */
export function createSharedWork<T>(): SharedWork<T> {
  const jobs = new Map<string, Job<T>>();

  const begin = (key: string, start: (signal: AbortSignal) => Promise<T>): Job<T> => {
    const controller = new AbortController();
    const result = start(controller.signal);
    const job = { result, controller, callers: 0 };
    jobs.set(key, job);
    const forget = () => {
      if (jobs.get(key) === job) jobs.delete(key);
    };
    result.then(forget, forget);
    return job;
  };

  return {
    run: async (key, start, signal) => {
      signal?.throwIfAborted();
      const job = jobs.get(key) ?? begin(key, start);
      job.callers++;
      const leave = () => {
        job.callers--;
        if (job.callers > 0) return;
        // Whoever comes now starts anew rather than joining work that is being aborted.
        if (jobs.get(key) === job) jobs.delete(key);
        job.controller.abort(new Error("every caller gave up"));
      };
      return await untilAborted(job.result, signal).finally(leave);
    },
  };
}

function untilAborted<T>(result: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return result;
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      reject(signal.reason instanceof Error ? signal.reason : new Error("aborted"));
    };
    signal.addEventListener("abort", giveUp, { once: true });
    result.then(resolve, reject).finally(() => {
      signal.removeEventListener("abort", giveUp);
    });
  });
}
