import { GuruError, type RunConfig } from "@guru/core";
import { createNativeEngine, createReferenceEngine, createTfjsEngine, type Engine } from "@guru/engine";

/** A running engine, and why it was picked. */
export interface OpenedEngine {
  readonly engine: Engine;
  /** One line for people. */
  readonly why: string;
  /** Why the fast engine could not be had, when it was to be picked automatically. */
  readonly fallback?: string;
}

/**
 * Opens the engine that the config names; `auto` takes the native one, or TensorFlow.js where that cannot be compiled.
 *
 * @throws GuruError `engine_unavailable` when an engine asked for by name cannot be had.
 */
export async function openEngine(
  { engine: wanted, threads }: Pick<RunConfig, "engine" | "threads">,
  onNote: (note: string) => void,
): Promise<OpenedEngine> {
  const native = (): Promise<Engine> => createNativeEngine({ threads, onCompile: onNote });
  const asked = `asked for by engine=${wanted}`;
  switch (wanted) {
    case "native":
      return { engine: await native(), why: asked };
    case "tfjs":
      return { engine: await createTfjsEngine({ backend: "wasm" }), why: asked };
    case "tfjs-gpu":
      return { engine: await createTfjsEngine({ backend: "node-gpu" }), why: asked };
    case "reference":
      return { engine: createReferenceEngine(), why: asked };
    case "auto":
      return openFastest(native);
  }
}

async function openFastest(native: () => Promise<Engine>): Promise<OpenedEngine> {
  try {
    return { engine: await native(), why: "the fastest this machine can run" };
  } catch (error) {
    if (!GuruError.isInstance(error) || error.code !== "engine_unavailable") throw error;
    const engine = await createTfjsEngine({ backend: "wasm" });
    return { engine, why: "the native engine cannot be had here", fallback: error.message };
  }
}
