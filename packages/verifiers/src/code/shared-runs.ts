import { createHash } from "node:crypto";
import type { Json } from "@guru/core";
import type { Sandbox } from "../sandbox/sandbox.ts";

/** Runs that are remembered; a group of samples is far smaller. */
const mostRuns = 512;

/** What a run depends on besides the verifier. */
export interface RunKey {
  readonly sandbox: Sandbox;
  readonly truth: Json;
  readonly mode: string;
  readonly language: string;
  readonly source: string;
  readonly signal?: AbortSignal;
}

/**
 * Lets equal programs for the same task object be run once: the samples of a group are often the same program in other
 * words. A run that fails is not shared: whoever waited for it runs the program himself.
 */
export function createSharedRuns<Result>(): (key: RunKey, run: () => Promise<Result>) => Promise<Result> {
  const recent = new WeakMap<Sandbox, Map<string, Promise<Result>>>();
  const numbers = new WeakMap<object, number>();
  let lastNumber = 0;
  const numberOf = (truth: Json): number | undefined => {
    if (typeof truth !== "object" || truth === null) return undefined;
    const number = numbers.get(truth) ?? ++lastNumber;
    numbers.set(truth, number);
    return number;
  };

  return async ({ sandbox, truth, mode, language, source, signal }, run) => {
    const number = numberOf(truth);
    if (number === undefined) return run();
    const runs = recent.get(sandbox) ?? new Map<string, Promise<Result>>();
    recent.set(sandbox, runs);
    const text = createHash("sha256").update(source).digest("base64");
    const key = `${number} ${mode} ${language} ${text}`;
    const shared = runs.get(key);
    if (shared !== undefined) {
      try {
        return await shared;
      } catch {
        signal?.throwIfAborted();
        return run();
      }
    }
    const own = run();
    runs.set(key, own);
    for (const oldest of runs.keys()) {
      if (runs.size <= mostRuns) break;
      runs.delete(oldest);
    }
    try {
      return await own;
    } catch (error) {
      runs.delete(key);
      throw error;
    }
  };
}
