import type { Response, Task, Verdict } from "@guru/core";
import type { VerifierMode } from "../verifier.ts";

/** What a worker thread is started with. */
export interface WorkerSetup {
  /** Files and packages with verifiers beside ours; see `loadVerifiers`. */
  readonly plugins: readonly string[];
  readonly mode: VerifierMode;
  /** One counter, moved on before each item: whoever watches it knows what a hung worker hangs on. */
  readonly progress: SharedArrayBuffer;
}

/** Items judged one after another by one worker. Each task is sent once, however many responses it has. */
export interface Chunk {
  readonly tasks: readonly Task[];
  readonly items: readonly { readonly task: number; readonly response: Response }[];
}

/** What a worker sends: that it is ready, that it cannot start, or one verdict an item. */
export type WorkerMessage =
  | { readonly kind: "ready" }
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "verdicts"; readonly verdicts: readonly Verdict[] };
