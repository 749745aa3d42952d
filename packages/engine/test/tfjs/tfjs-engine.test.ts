import { createRequire } from "node:module";
import * as tf from "@tensorflow/tfjs-core";
import { afterEach, expect, test, vi } from "vitest";
import { createTfjsEngine, type Engine } from "../../src/index.ts";
import { createTrainingStep } from "../support/training-step.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

test.each(["cpu", "wasm"] as const)(
  "%s holds no more tensors after a step than before it",
  async (backend) => {
    const engine = await createTfjsEngine({ backend });
    const step = createTrainingStep(engine);
    await step.run();
    const before = tf.memory().numTensors;
    await step.run();
    await step.run();
    expect(tf.memory().numTensors).toBe(before);
    step.dispose();
    expect(engine.memory().currentBytes).toBe(0);
    await engine.dispose();
    expect(tf.memory().numTensors).toBe(0);
  },
);

test("leaves the console alone", async () => {
  const spies = (["log", "info", "warn", "error"] as const).map((method) => vi.spyOn(console, method));
  for (const backend of ["cpu", "wasm"] as const) {
    const engine = await createTfjsEngine({ backend });
    await createTrainingStep(engine).run();
    await engine.dispose();
  }
  for (const spy of spies) expect(spy).not.toHaveBeenCalled();
});

test("refuses a second backend while the first is in use", async () => {
  const engine = await createTfjsEngine({ backend: "cpu" });
  await expect(createTfjsEngine({ backend: "wasm" })).rejects.toMatchObject({
    code: "engine_unavailable",
    message: "TensorFlow.js is in use with its cpu backend: dispose of that engine before using wasm",
  });
  const second: Engine = await createTfjsEngine({ backend: "cpu" });
  await engine.dispose();
  await engine.dispose();
  await expect(createTfjsEngine({ backend: "wasm" })).rejects.toThrow("in use");
  await second.dispose();
  await (await createTfjsEngine({ backend: "wasm" })).dispose();
});

test("says what tfjs-node-gpu needs when it cannot be loaded", async () => {
  const importPackage = (name: string) => Promise.reject(new Error(`Cannot find package '${name}'`));
  const failure = createTfjsEngine({ backend: "node-gpu", importPackage });
  await expect(failure).rejects.toMatchObject({ name: "GuruError", code: "engine_unavailable" });
  const message = await failure.catch((error: unknown) => (error as Error).message);
  for (const part of [
    "Cannot find package '@tensorflow/tfjs-node-gpu'",
    "TFJS_NODE_CDN_STORAGE",
    "TFJS_NODE_BASE_URI",
    "CUDA 11.2",
    "cuDNN 8.1",
  ]) {
    expect(message).toContain(part);
  }
});

test("puts util.isNullOrUndefined back before tfjs-node-gpu is imported", async () => {
  const util = createRequire(import.meta.url)("node:util") as {
    isNullOrUndefined?: (value: unknown) => boolean;
  };
  const original = util.isNullOrUndefined;
  delete util.isNullOrUndefined;
  let seen: unknown[] = [];
  const importPackage = () => {
    seen = [null, undefined, 0].map((value) => util.isNullOrUndefined?.(value));
    return Promise.reject(new Error("stop here"));
  };
  await expect(createTfjsEngine({ backend: "node-gpu", importPackage })).rejects.toThrow("stop here");
  expect(seen).toEqual([true, true, false]);
  if (original !== undefined) util.isNullOrUndefined = original;
});

test("runs on the package that was imported, with its tensorflow backend", async () => {
  const backends: string[] = [];
  const importPackage = () =>
    Promise.resolve({
      ...tf,
      enableProdMode: () => undefined,
      setBackend: (name: string) => Promise.resolve(backends.push(name) > 0),
    });
  const engine = await createTfjsEngine({ backend: "node-gpu", importPackage });
  expect(engine.name).toBe("tfjs-gpu");
  expect(backends).toEqual(["tensorflow"]);
  await engine.dispose();
});
