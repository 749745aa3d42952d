import { createNativeEngine, type Engine } from "@guru/engine";
import { onTestFinished } from "vitest";

/** The engine whose numbers a checkpoint holds to the bit. */
export async function nativeEngine(): Promise<Engine> {
  const engine = await createNativeEngine({ threads: 1 });
  onTestFinished(() => engine.dispose());
  return engine;
}
