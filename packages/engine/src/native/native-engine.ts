import { GuruError } from "@guru/core";
import type { Engine } from "../engine.ts";
import type { NativeBinding, NativeHandle } from "./binding.ts";
import { NativeBuffers } from "./native-buffers.ts";
import { createNativeOps } from "./native-ops.ts";
import { type NativeEngineOptions, openNative } from "./open-native.ts";

/**
 * The C++ engine: ops are queued to a thread of its own, so the event loop stays free. Compiled on first use.
 *
 * @throws GuruError `engine_unsupported` on a machine without a compiler or any of its instruction sets; `engine_unavailable`
 * when compiling it fails.
 */
export async function createNativeEngine(options: NativeEngineOptions = {}): Promise<Engine> {
  const { binding, handle, instructionSet, threads } = await openNative(options);
  return wrap(
    binding,
    handle,
    `${instructionSet}, ${String(threads)} ${threads === 1 ? "thread" : "threads"}, fp32`,
  );
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
      binding.write(
        handle,
        buffer,
        offset * 4,
        data instanceof Float64Array ? Float32Array.from(data) : data,
      );
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
