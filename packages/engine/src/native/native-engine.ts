import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { GuruError } from "@guru/core";
import type { Engine } from "../engine.ts";
import type { NativeBinding, NativeHandle } from "./binding.ts";
import { buildNative, type NativeBuildOptions } from "./build-native.ts";
import { NativeBuffers } from "./native-buffers.ts";
import { createNativeOps } from "./native-ops.ts";

export interface NativeEngineOptions extends NativeBuildOptions {
  /** Threads that compute, 0 for one a core. The results have the same bits for any number. */
  readonly threads?: number;
  /** A kernel set by name (`avx2`, `avx512`, …); the best this processor runs when left out. */
  readonly instructionSet?: string;
  /** A compiled engine to load instead of building one. */
  readonly library?: string;
}

/**
 * The C++ engine: ops are queued to a thread of its own, so the event loop stays free. Compiled on first use.
 *
 * @throws GuruError `engine_unavailable` when it cannot be compiled or the processor has none of its instruction sets.
 */
export async function createNativeEngine(options: NativeEngineOptions = {}): Promise<Engine> {
  const binding = createRequire(import.meta.url)(options.library ?? (await buildNative(options))) as NativeBinding;
  const threads = options.threads === undefined || options.threads === 0 ? availableParallelism() : options.threads;
  const handle = binding.create(threads, options.instructionSet ?? "");
  if (handle === null) {
    const wanted = options.instructionSet ?? "AVX2";
    const usable = binding.kernels() === "" ? "none of the compiled sets" : binding.kernels();
    throw new GuruError("engine_unavailable", `this processor cannot run ${wanted} kernels; it can run ${usable}`);
  }
  const instructionSet = options.instructionSet ?? binding.kernels().split(" ")[0] ?? "";
  return wrap(binding, handle, `${instructionSet}, ${String(threads)} ${threads === 1 ? "thread" : "threads"}, fp32`);
}

function wrap(binding: NativeBinding, handle: NativeHandle, description: string): Engine {
  const buffers = new NativeBuffers();
  return {
    name: "native",
    description,
    ops: createNativeOps(binding, handle),
    allocate: (length, type, contents = "zero") => {
      const { buffer, bytes } = buffers.add(length, type);
      binding.allocate(handle, buffer, bytes, contents === "zero" ? 1 : 0);
      return buffer;
    },
    release: (buffer) => {
      buffers.remove(buffer);
      binding.release(handle, buffer);
    },
    write: (buffer, data, offset = 0) => {
      buffers.checkWrite(buffer, data, offset);
      binding.write(handle, buffer, offset * 4, data instanceof Float64Array ? Float32Array.from(data) : data);
    },
    read: async (buffer) => {
      const { bytes, type } = buffers.get(buffer);
      try {
        return await binding.read(handle, buffer, bytes, type === "i32" ? 1 : 0);
      } catch (cause) {
        throw engineError(cause);
      }
    },
    memory: () => buffers.memory(),
    dispose: () => {
      binding.dispose(handle);
      return Promise.resolve();
    },
  };
}

/** Native failures come as `code|message`. */
function engineError(cause: unknown): GuruError {
  const text = cause instanceof Error ? cause.message : String(cause);
  const bar = text.indexOf("|");
  return bar < 0
    ? new GuruError("engine_failed", text, { cause })
    : new GuruError(text.slice(0, bar), text.slice(bar + 1), { cause });
}
