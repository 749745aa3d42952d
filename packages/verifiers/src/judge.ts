import { setMaxListeners } from "node:events";
import type { JudgeBatch, JudgeItem, Verdict } from "@guru/core";
import { firstAlike } from "./first-alike.ts";
import type { Grader } from "./grader/grader.ts";
import { judgeSafely, ourFailure, type Registry } from "./registry.ts";
import type { Sandbox } from "./sandbox/sandbox.ts";
import type { Verifier, VerifierMode } from "./verifier.ts";

/** What a judge works with. */
export interface JudgeOptions {
  readonly registry: Registry;
  /** Without it, verifiers that run code answer `unscored`. */
  readonly sandbox?: Sandbox;
  /** Without it, answers that only a model can compare are `unscored`. */
  readonly grader?: Grader;
  /** `strict` when left out. */
  readonly mode?: VerifierMode;
  /** Judges every item instead of the verifier that its task names. */
  readonly verifier?: Verifier;
  /** Items judged at the same time; 8 by default. */
  readonly concurrency?: number;
  /** Milliseconds that only grow, for the cost of a verdict. */
  readonly clock?: () => number;
}

/**
 * Makes the function that trainer and evaluation judge with; it never rejects. Each verdict's wall time is measured here.
 * When the signal fires it returns at once: what is not judged by then is `unscored` with reason `cancelled`.
 */
export function createJudge(options: JudgeOptions): JudgeBatch {
  const { registry, verifier, concurrency = 8, clock = () => performance.now() } = options;

  const judgeOne = async (
    { task, response }: JudgeItem,
    signal: AbortSignal | undefined,
  ): Promise<Verdict> => {
    const context = {
      ...(options.sandbox === undefined ? {} : { sandbox: options.sandbox }),
      ...(options.grader === undefined ? {} : { grader: options.grader }),
      ...(options.mode === undefined ? {} : { mode: options.mode }),
      ...(signal === undefined ? {} : { signal }),
    };
    const startMs = clock();
    const verdict = await (verifier === undefined
      ? registry.judge(task, response, context)
      : judgeSafely(verifier, { task, response, context }));
    const wallMicros = Math.max(0, Math.round((clock() - startMs) * 1000));
    return { ...verdict, cost: { ...verdict.cost, wallMicros } };
  };

  return async (items, outerSignal) => {
    const signal = signalForMany(outerSignal);
    const verdicts = new Array<Verdict | undefined>(items.length);
    const firsts = firstAlike(items);
    const queue = items.entries();
    // The workers share one iterator, so each item is taken once.
    const work = async (): Promise<void> => {
      for (const [index, item] of queue) {
        if (signal?.aborted === true) return;
        if (firsts[index] === index) verdicts[index] = await judgeOne(item, signal);
      }
    };
    const workers = Array.from({ length: Math.max(1, Math.min(concurrency, items.length)) }, work);
    await orAborted(Promise.all(workers), signal);
    return items.map(
      (item, index) => verdicts[firsts[index] ?? index] ?? cancelled(verifier ?? item.task.verifier),
    );
  };
}

/** A signal of our own that follows the caller's: every item under way listens to it, which Node warns of beyond ten. */
export function signalForMany(signal: AbortSignal | undefined): AbortSignal | undefined {
  if (signal === undefined) return undefined;
  const own = AbortSignal.any([signal]);
  setMaxListeners(0, own);
  return own;
}

/** The verdict of a response that nobody waits for any more. */
export function cancelled(reference: { readonly name: string; readonly version: string }): Verdict {
  const error = { class: "internal", message: "the caller gave up before this response was judged" } as const;
  return ourFailure(reference, { reason: "cancelled", error });
}

/** Settles with the work, or as soon as the signal fires. */
export async function orAborted(work: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) {
    await work;
    return;
  }
  let stop = (): void => undefined;
  const aborted = new Promise<void>((resolve) => {
    stop = resolve;
  });
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  try {
    await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
