import type { RunConfig } from "@guru/core";
import { createEngine, type Engine } from "@guru/engine";

/** A running engine, and why it was picked. */
export interface OpenedEngine {
  readonly engine: Engine;
  /** One line for people. */
  readonly why: string;
  /** Why the fast engine could not be had, when it was to be picked automatically. */
  readonly fallback?: string;
}

/**
 * Opens the engine that the config names; `auto` takes the native one, or TensorFlow.js where that cannot be had.
 *
 * @throws GuruError `engine_unsupported` or `engine_unavailable` when an engine asked for by name cannot be had.
 */
export async function openEngine(
  { engine: wanted, threads }: Pick<RunConfig, "engine" | "threads">,
  onNote: (note: string) => void,
): Promise<OpenedEngine> {
  const { engine, fallbackReason } = await createEngine({ engine: wanted, threads, onCompile: onNote });
  if (fallbackReason !== undefined) {
    return { engine, why: "the native engine cannot be had here", fallback: fallbackReason };
  }
  return {
    engine,
    why: wanted === "auto" ? "the fastest this machine can run" : `asked for by engine=${wanted}`,
  };
}
