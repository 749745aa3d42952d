import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import type { Verdict } from "@guru/core";
import type { VerifierMode } from "../verifier.ts";
import type { Chunk, WorkerMessage, WorkerSetup } from "./messages.ts";

/** How a chunk ended: judged, or with the worker gone while it was at one item. */
export type ChunkEnd =
  | { readonly kind: "judged"; readonly verdicts: readonly Verdict[] }
  | { readonly kind: "hung" | "died"; readonly at: number; readonly message: string };

/** What a worker thread is started with. */
export interface WorkerThreadOptions {
  readonly plugins: readonly string[];
  readonly mode: VerifierMode;
  /** A worker that stays at one item for longer is ended. */
  readonly deadlineMs: number;
  readonly memoryMb: number;
  readonly execArgv?: readonly string[];
}

/** A thread that judges one chunk at a time. After an end other than `judged` it is gone. */
export interface WorkerThread {
  run(chunk: Chunk): Promise<ChunkEnd>;
  end(): Promise<void>;
}

/** How often a deadline is looked at. A worker is ended only when two looks find it late, so that a stalled parent is not taken for a hung worker. */
const looksPerDeadline = 4;

/** Built, the worker is JavaScript; run from the sources, it has to be compiled on the way. */
const entry = extname(import.meta.url) === ".ts" ? "./start-from-source.js" : "./pool-worker.js";

/** Starts a thread and waits until it has loaded its verifiers. Rejects when they cannot be loaded. */
export async function startWorkerThread(options: WorkerThreadOptions): Promise<WorkerThread> {
  const progress = new Int32Array(new SharedArrayBuffer(8));
  const setup: WorkerSetup = { plugins: options.plugins, mode: options.mode, progress: progress.buffer };
  const worker = new Worker(new URL(entry, import.meta.url), {
    workerData: setup,
    resourceLimits: { maxOldGenerationSizeMb: options.memoryMb },
    ...(options.execArgv === undefined ? {} : { execArgv: [...options.execArgv] }),
  });
  worker.unref();
  let gone: string | undefined;
  let settle: ((end: ChunkEnd) => void) | undefined;
  const leave = (kind: "hung" | "died", message: string): void => {
    gone ??= message;
    settle?.({ kind, at: Atomics.load(progress, 0), message });
    settle = undefined;
  };

  await new Promise<void>((resolve, reject) => {
    const fail = (error: Error): void => {
      reject(error);
    };
    worker.once("error", fail);
    worker.once("exit", () => {
      reject(new Error("the worker ended before it was ready"));
    });
    worker.once("message", (message: WorkerMessage) => {
      worker.off("error", fail);
      if (message.kind === "failed") reject(new Error(message.message));
      else resolve();
    });
  });
  worker.on("error", (error) => {
    leave("died", error.message);
  });
  worker.on("exit", (code) => {
    leave("died", `the worker ended with exit code ${code}`);
  });
  worker.on("message", (message: WorkerMessage) => {
    if (message.kind !== "verdicts") return;
    settle?.({ kind: "judged", verdicts: message.verdicts });
    settle = undefined;
  });

  return {
    run: async (chunk) => {
      if (gone !== undefined) return { kind: "died", at: 0, message: gone };
      const watch = watchProgress(progress, options.deadlineMs, () => {
        leave("hung", `no verdict after ${options.deadlineMs} ms`);
        void worker.terminate();
      });
      Atomics.store(progress, 0, 0);
      worker.ref();
      try {
        return await new Promise<ChunkEnd>((resolve) => {
          settle = resolve;
          worker.postMessage(chunk);
        });
      } finally {
        watch.stop();
        worker.unref();
      }
    },
    end: async () => {
      gone ??= "the pool was closed";
      await worker.terminate();
    },
  };
}

/** Calls `late` once the counter has stood still for the deadline. */
function watchProgress(progress: Int32Array, deadlineMs: number, late: () => void): { stop(): void } {
  let seen = Atomics.load(progress, 1);
  let lateLooks = 0;
  const timer = setInterval(() => {
    const now = Atomics.load(progress, 1);
    if (now !== seen) {
      seen = now;
      lateLooks = 0;
    } else if (++lateLooks > looksPerDeadline) {
      clearInterval(timer);
      late();
    }
  }, deadlineMs / looksPerDeadline);
  return {
    stop: () => {
      clearInterval(timer);
    },
  };
}
