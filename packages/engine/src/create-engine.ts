import type { Engine } from "./engine.ts";
import { createNativeEngine } from "./native/native-engine.ts";
import type { NativeEngineOptions } from "./native/open-native.ts";
import { createReferenceEngine } from "./reference/reference-engine.ts";
import { createTfjsEngine } from "./tfjs/tfjs-engine.ts";

/** Which engine to use; `auto` takes native and, where that cannot be had, tfjs. */
export type EngineChoice = "auto" | "native" | "tfjs" | "tfjs-gpu" | "reference";

/** An engine with how it was picked. */
export interface CreatedEngine {
  readonly engine: Engine;
  readonly requested: EngineChoice;
  /** Why the fast engine was not taken, in words for the user; only when `auto` fell back. */
  readonly fallbackReason?: string;
}

/**
 * Creates the engine that was asked for.
 *
 * @throws GuruError `engine_unsupported` or `engine_unavailable` when it cannot be had here and the choice was not `auto`.
 */
export async function createEngine(
  options: { engine: EngineChoice } & Pick<NativeEngineOptions, "threads" | "onCompile">,
): Promise<CreatedEngine> {
  const { engine: requested, ...nativeOptions } = options;
  switch (requested) {
    case "auto":
      try {
        return { engine: await createNativeEngine(nativeOptions), requested };
      } catch (cause) {
        const fallbackReason = cause instanceof Error ? cause.message : String(cause);
        return { engine: await createTfjsEngine({ backend: "wasm" }), requested, fallbackReason };
      }
    case "native":
      return { engine: await createNativeEngine(nativeOptions), requested };
    case "tfjs":
      return { engine: await createTfjsEngine({ backend: "wasm" }), requested };
    case "tfjs-gpu":
      return { engine: await createTfjsEngine({ backend: "node-gpu" }), requested };
    case "reference":
      return { engine: createReferenceEngine(), requested };
  }
}
