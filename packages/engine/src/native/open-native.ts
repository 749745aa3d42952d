import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { GuruError } from "@guru/core";
import type { NativeBinding, NativeHandle } from "./binding.ts";
import { buildNative, type NativeBuildOptions } from "./build-native.ts";

export interface NativeEngineOptions extends NativeBuildOptions {
  /** Threads that compute, 0 for one a core. The results have the same bits for any number. */
  readonly threads?: number;
  /** A kernel set by name (`avx2`, `avx512`, …); the best this processor runs when left out. */
  readonly instructionSet?: string;
}

/** An engine thread that was started, and what it runs. */
export interface OpenedNative {
  readonly binding: NativeBinding;
  readonly handle: NativeHandle;
  readonly instructionSet: string;
  readonly threads: number;
}

/**
 * Loads the compiled engine, building it first where needed, and starts its threads.
 *
 * @throws GuruError `engine_unsupported` on a machine without a compiler or any of its instruction sets; `engine_unavailable`
 * when compiling it fails.
 */
export async function openNative(options: NativeEngineOptions): Promise<OpenedNative> {
  const binding = createRequire(import.meta.url)(await buildNative(options)) as NativeBinding;
  const wanted = options.threads ?? 0;
  const threads = wanted === 0 ? availableParallelism() : wanted;
  const handle = binding.create(threads, options.instructionSet ?? "");
  if (handle === null) {
    const set = options.instructionSet ?? "AVX2";
    const usable = binding.kernels() === "" ? "none of the compiled sets" : binding.kernels();
    throw new GuruError(
      "engine_unsupported",
      `this processor cannot run ${set} kernels; it can run ${usable}`,
    );
  }
  const instructionSet = options.instructionSet ?? binding.kernels().split(" ")[0] ?? "";
  return { binding, handle, instructionSet, threads };
}
