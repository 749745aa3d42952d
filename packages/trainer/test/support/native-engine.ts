import { GuruError } from "@guru/core";
import { createNativeEngine, type Engine } from "@guru/engine";
import { onTestFinished } from "vitest";

/** Whether this machine cannot build the native engine; the first use compiles it while the tests are collected. */
export const noCompiler = await createNativeEngine({ threads: 1 }).then(
  async (engine) => {
    await engine.dispose();
    return false;
  },
  (error: unknown) => {
    if (GuruError.isInstance(error) && error.code === "engine_unsupported") return true;
    throw error;
  },
);

/** The engine whose numbers a checkpoint holds to the bit. */
export async function nativeEngine(): Promise<Engine> {
  const engine = await createNativeEngine({ threads: 1 });
  onTestFinished(() => engine.dispose());
  return engine;
}
