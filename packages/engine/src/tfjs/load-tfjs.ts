import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { GuruError } from "@guru/core";
import type { Tfjs } from "./tfjs-module.ts";

/** Where the ops run: `wasm` and `cpu` come with the package, `node-gpu` needs the optional @tensorflow/tfjs-node-gpu. */
export type TfjsBackend = "wasm" | "cpu" | "node-gpu";

/** Imports a package by name; tests hand in one of their own. */
export type ImportPackage = (name: string) => Promise<unknown>;

const importPackage: ImportPackage = (name) => import(name);

/** Loads TensorFlow.js with one backend and makes that the current one. */
export async function loadTfjs(backend: TfjsBackend, importer = importPackage): Promise<Tfjs> {
  if (backend === "node-gpu") return loadNodeGpu(importer);
  const tf = await import("@tensorflow/tfjs-core");
  // Production mode keeps the cpu backend from advertising tfjs-node on the console.
  tf.enableProdMode();
  if (backend === "cpu") {
    await import("@tensorflow/tfjs-backend-cpu");
  } else {
    const wasm = await import("@tensorflow/tfjs-backend-wasm");
    const manifest = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm/package.json");
    wasm.setWasmPaths(join(dirname(manifest), "dist/"));
  }
  await select(tf, backend);
  return tf;
}

async function loadNodeGpu(importer: ImportPackage): Promise<Tfjs> {
  restoreIsNullOrUndefined();
  try {
    const tf = (await importer("@tensorflow/tfjs-node-gpu")) as Tfjs;
    tf.enableProdMode();
    await select(tf, "tensorflow");
    return tf;
  } catch (cause) {
    throw new GuruError("engine_unavailable", nodeGpuAdvice(cause), { cause });
  }
}

async function select(tf: Tfjs, backend: string): Promise<void> {
  if (!(await tf.setBackend(backend))) {
    throw new GuruError("engine_unavailable", `TensorFlow.js could not start its ${backend} backend`);
  }
}

/** tfjs-node calls this function of node:util while it loads, and Node 23 took it away. */
function restoreIsNullOrUndefined(): void {
  const util = createRequire(import.meta.url)("node:util") as {
    isNullOrUndefined?: (value: unknown) => boolean;
  };
  util.isNullOrUndefined ??= (value) => value === null || value === undefined;
}

function nodeGpuAdvice(cause: unknown): string {
  const reason = (cause instanceof Error ? cause.message : String(cause)).split("\n")[0] ?? "";
  return [
    `@tensorflow/tfjs-node-gpu cannot be used: ${reason}`,
    "It is an optional peer dependency: install @tensorflow/tfjs-node-gpu 4.22.0 in your project.",
    "Its install script downloads libtensorflow; where that host is out of reach, set TFJS_NODE_CDN_STORAGE or TFJS_NODE_BASE_URI to a mirror.",
    "It needs an NVIDIA GPU older than Hopper with CUDA 11.2 and cuDNN 8.1. Without it, use engine=tfjs or engine=native.",
  ].join("\n");
}
