import { GuruError } from "@guru/core";
import type { Engine, OpTable } from "../engine.ts";
import { adamwOps } from "./adamw.ts";
import { attentionOps } from "./attention.ts";
import { cacheOps } from "./cache.ts";
import { elementwiseOps } from "./elementwise.ts";
import { linearOps } from "./linear.ts";
import { type ImportPackage, loadTfjs, type TfjsBackend } from "./load-tfjs.ts";
import { logprobOps } from "./logprob.ts";
import { normOps } from "./norm.ts";
import { ropeOps } from "./rope.ts";
import { rowOps } from "./rows.ts";
import { sampleOps } from "./sample.ts";
import { swigluOps } from "./swiglu.ts";
import { createTfjsContext, type TfjsContext } from "./tfjs-context.ts";

/** The backend that living engines of this process use; TensorFlow.js has one current backend for all. */
const inUse = { backend: undefined as TfjsBackend | undefined, engines: 0 };

/**
 * The op table in plain TensorFlow.js ops; fp32, one thread, run at once on the caller's thread.
 *
 * @throws GuruError `engine_unavailable` when the backend cannot be loaded, or when an engine with another backend has
 * not been disposed of yet.
 */
export async function createTfjsEngine({
  backend,
  importPackage,
}: {
  backend: TfjsBackend;
  importPackage?: ImportPackage;
}): Promise<Engine> {
  if (inUse.engines > 0 && inUse.backend !== backend) {
    throw new GuruError(
      "engine_unavailable",
      `TensorFlow.js is in use with its ${String(inUse.backend)} backend: dispose of that engine before using ${backend}`,
    );
  }
  inUse.backend = backend;
  inUse.engines++;
  try {
    const tf = await loadTfjs(backend, importPackage);
    return wrap(createTfjsContext(tf, { wasm: backend === "wasm" }), backend);
  } catch (cause) {
    inUse.engines--;
    throw cause;
  }
}

function wrap(context: TfjsContext, backend: TfjsBackend): Engine {
  const { slots, indices, tf } = context;
  let disposed = false;
  return {
    name: backend === "node-gpu" ? "tfjs-gpu" : "tfjs",
    description: `TensorFlow.js ${tf.version_core}, ${backend} backend, fp32`,
    ops: tfjsOps(context),
    allocate: (length, type) => slots.allocate(length, type),
    release: (buffer) => {
      slots.release(buffer);
    },
    write: (buffer, data, offset = 0) => {
      slots.write(buffer, data, offset);
    },
    // Async so that a failed op or a released buffer rejects instead of throwing.
    // eslint-disable-next-line @typescript-eslint/require-await
    read: async (buffer) => {
      indices.throwFailure();
      return slots.read(buffer);
    },
    memory: () => slots.memory(),
    dispose: () => {
      slots.clear();
      if (!disposed) inUse.engines--;
      disposed = true;
      return Promise.resolve();
    },
  };
}

function tfjsOps(context: TfjsContext): OpTable {
  return {
    ...elementwiseOps(context),
    ...linearOps(context),
    ...normOps(context),
    ...ropeOps(context),
    ...attentionOps(context),
    ...swigluOps(context),
    ...rowOps(context),
    ...logprobOps(context),
    ...adamwOps(context),
    ...cacheOps(context),
    ...sampleOps(context),
  };
}
