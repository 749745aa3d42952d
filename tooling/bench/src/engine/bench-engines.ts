import { availableParallelism, loadavg } from "node:os";
import { measurePeak } from "@guru/engine";
import { measureNative, measureSlowEngines } from "./measure-engines.ts";
import { buildPrototype } from "./prototype.ts";
import { reportLines } from "./report.ts";

/** Measures the engines, and the prototype of `folder` in turns with the native one. */
export async function benchEngines(folder: string | undefined, print: (line: string) => void): Promise<void> {
  const load = loadavg()[0] ?? 0;
  if (load > availableParallelism() / 2) {
    print(`the machine is busy (load ${load.toFixed(1)}): trust the CPU ratios, not the times`);
  }
  const machine = await measurePeak({ onCompile: print });
  const prototype = folder === undefined ? undefined : await buildPrototype(folder, machine);
  try {
    const native = await measureNative(prototype);
    for (const line of reportLines(native, await measureSlowEngines())) print(line);
  } finally {
    await prototype?.dispose();
  }
}
