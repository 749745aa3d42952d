/** Lets only so many jobs run at once; the others wait in line. */
export interface Gate {
  /** Runs the job when it is its turn; rejects with the signal's reason when it fires before that. */
  run<T>(job: () => Promise<T>, signal?: AbortSignal): Promise<T>;
}

/** A gate that `limit` jobs may pass at once, first come first served. */
export function createGate(limit: number): Gate {
  const waiting = new Set<() => void>();
  let running = 0;

  const enter = (signal: AbortSignal | undefined): Promise<void> => {
    if (running < limit) {
      running++;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const pass = () => {
        waiting.delete(pass);
        signal?.removeEventListener("abort", giveUp);
        resolve();
      };
      const giveUp = () => {
        waiting.delete(pass);
        reject(signal?.reason instanceof Error ? signal.reason : new Error("aborted"));
      };
      waiting.add(pass);
      signal?.addEventListener("abort", giveUp, { once: true });
    });
  };
  const leave = () => {
    const [next] = waiting;
    // The place is handed on, so that nobody can slip in between.
    if (next === undefined) running--;
    else next();
  };

  return {
    run: async (job, signal) => {
      signal?.throwIfAborted();
      await enter(signal);
      try {
        return await job();
      } finally {
        leave();
      }
    },
  };
}
