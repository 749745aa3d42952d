import type { Zygote } from "./zygote.ts";

/** How a caller wants its fork server. */
export interface Turn {
  readonly signal?: AbortSignal | undefined;
  /** Waits until no other caller has one, and keeps others waiting: for runs whose time is in doubt. */
  readonly alone?: boolean;
}

/** Shares a bounded number of fork servers among callers, in the order they ask. */
export interface ZygotePool {
  readonly size: number;
  /** Fork servers that died or hung and were replaced; not those that were ended because their caller gave up. */
  readonly replaced: number;
  /** Runs `use` with a fork server of its own. A dead one is replaced when a caller needs it. */
  with<Result>(use: (zygote: Zygote) => Promise<Result>, turn?: Turn): Promise<Result>;
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
  readonly alone: boolean;
  readonly grant: (slot: Slot) => void;
  readonly refuse: (error: unknown) => void;
}

/** Makes a pool that starts a fork server only when all the others are busy. */
export function createZygotePool(options: ZygotePoolOptions): ZygotePool {
  const slots = Array.from({ length: options.size }, (): Slot => ({}));
  const free = [...slots];
  const waiting = new Set<Waiter>();
  /** Fork servers that were ended in mid-job. */
  const ending = new Set<Promise<void>>();
  let closed = false;
  let oneIsAlone = false;
  let replaced = 0;
  if (slots[0] !== undefined) slots[0].zygote = Promise.resolve(options.first);

  const grantNext = (): void => {
    for (const waiter of waiting) {
      if (oneIsAlone || (waiter.alone && free.length < slots.length)) return;
      const slot = free.shift();
      if (slot === undefined) return;
      oneIsAlone = waiter.alone;
      waiting.delete(waiter);
      waiter.grant(slot);
    }
  };

  const acquire = async ({ alone = false, signal }: Turn): Promise<Slot> => {
    if (closed) throw options.closedError();
    return untilAborted((grant, refuse) => {
      const waiter = { alone, grant, refuse };
      waiting.add(waiter);
      grantNext();
      return () => {
        waiting.delete(waiter);
        grantNext();
      };
    }, signal);
  };

  const release = (slot: Slot): void => {
    // The most recently used comes first: it is running already, and its memory is warm.
    free.unshift(slot);
    oneIsAlone = false;
    grantNext();
  };

  const runningIn = async (slot: Slot): Promise<Zygote> => {
    const current = await slot.zygote;
    if (current?.alive === true) return current;
    if (closed) throw options.closedError();
    if (current !== undefined) replaced++;
    slot.zygote = options.start();
    try {
      return await slot.zygote;
    } catch (error) {
      delete slot.zygote;
      throw error;
    }
  };

  const endIn = (slot: Slot, zygote: Zygote): void => {
    delete slot.zygote;
    zygote.kill();
    const end = zygote.close().finally(() => ending.delete(end));
    ending.add(end);
  };

  return {
    size: options.size,
    get replaced() {
      return replaced;
    },
    with: async (use, turn = {}) => {
      turn.signal?.throwIfAborted();
      const slot = await acquire(turn);
      try {
        const zygote = await runningIn(slot);
        return await untilAborted((resolve, reject) => {
          use(zygote).then(resolve, reject);
          return () => {
            endIn(slot, zygote);
          };
        }, turn.signal);
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
      await Promise.all([
        ...ending,
        ...slots.map(async ({ zygote }) => {
          // One that failed to start is gone already.
          const started = await zygote?.catch(() => undefined);
          await started?.close();
        }),
      ]);
    },
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
