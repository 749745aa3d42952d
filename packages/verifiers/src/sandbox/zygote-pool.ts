import type { Zygote } from "./zygote.ts";

/** Shares a bounded number of fork servers among callers, in the order they ask. */
export interface ZygotePool {
  /** Runs `use` with a fork server of its own. A dead one is replaced when a caller needs it. */
  with<Result>(use: (zygote: Zygote) => Promise<Result>, signal?: AbortSignal): Promise<Result>;
  /** Ends every fork server, idle or not, and refuses whoever waits. */
  close(): Promise<void>;
}

/** What a pool is made of. */
export interface ZygotePoolOptions {
  /** Already running. */
  readonly first: Zygote;
  readonly start: () => Promise<Zygote>;
  readonly size: number;
  /** What callers get once the pool is closed. */
  readonly closedError: () => Error;
}

/** A place for one fork server; empty until it is first needed, and after its fork server died. */
interface Slot {
  zygote?: Promise<Zygote>;
}

interface Waiter {
  readonly grant: (slot: Slot) => void;
  readonly refuse: (error: unknown) => void;
}

/** Makes a pool that starts a fork server only when all the others are busy. */
export function createZygotePool(options: ZygotePoolOptions): ZygotePool {
  const slots = Array.from({ length: options.size }, (): Slot => ({}));
  const free = [...slots];
  const waiting = new Set<Waiter>();
  let closed = false;
  if (slots[0] !== undefined) slots[0].zygote = Promise.resolve(options.first);

  const acquire = async (signal: AbortSignal | undefined): Promise<Slot> => {
    if (closed) throw options.closedError();
    const slot = free.shift();
    return slot ?? untilAborted((grant, refuse) => enter(waiting, { grant, refuse }), signal);
  };

  const release = (slot: Slot): void => {
    const [next] = waiting;
    if (next !== undefined) {
      waiting.delete(next);
      next.grant(slot);
    } else {
      // The most recently used comes first: it is running already, and its memory is warm.
      free.unshift(slot);
    }
  };

  const runningIn = async (slot: Slot): Promise<Zygote> => {
    const current = await slot.zygote;
    if (current?.alive === true) return current;
    if (closed) throw options.closedError();
    slot.zygote = options.start();
    try {
      return await slot.zygote;
    } catch (error) {
      delete slot.zygote;
      throw error;
    }
  };

  return {
    with: async (use, signal) => {
      signal?.throwIfAborted();
      const slot = await acquire(signal);
      try {
        const zygote = await runningIn(slot);
        return await untilAborted((resolve, reject) => {
          use(zygote).then(resolve, reject);
          return () => {
            zygote.kill();
          };
        }, signal);
      } catch (error) {
        if (closed) throw options.closedError();
        throw error;
      } finally {
        release(slot);
      }
    },
    close: async () => {
      closed = true;
      for (const { refuse } of waiting) refuse(options.closedError());
      waiting.clear();
      await Promise.all(
        slots.map(async ({ zygote }) => {
          // One that failed to start is gone already.
          const started = await zygote?.catch(() => undefined);
          await started?.close();
        }),
      );
    },
  };
}

function enter(waiting: Set<Waiter>, waiter: Waiter): () => void {
  waiting.add(waiter);
  return () => {
    waiting.delete(waiter);
  };
}

/** A promise that rejects with the signal's reason when it fires first; `begin` returns what undoes it then. */
async function untilAborted<Result>(
  begin: (resolve: (value: Result) => void, reject: (error: unknown) => void) => () => void,
  signal: AbortSignal | undefined,
): Promise<Result> {
  let onAbort = (): void => undefined;
  try {
    return await new Promise<Result>((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(signal.reason as Error);
        return;
      }
      const undo = begin(resolve, reject);
      onAbort = () => {
        undo();
        reject(signal?.reason as Error);
      };
      signal?.addEventListener("abort", onAbort);
    });
  } finally {
    signal?.removeEventListener("abort", onAbort);
  }
}
