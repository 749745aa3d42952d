import { availableParallelism, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { measurePeak } from "@guru/engine";
import { measureNative, measureSlowEngines } from "./measure-engines.ts";
import { buildPrototype } from "./prototype.ts";
import { reportLines } from "./report.ts";

const usage = `usage: pnpm bench engine [--prototype FOLDER]

Measures the engines on the benchmark model, side by side. FOLDER holds a C++ program to compare with: gpt.cpp,
gpt.h and main.cpp, compiled here with g++ and run in turns with the native engine.
`;

await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: { prototype: { type: "string" } },
    allowPositionals: true,
  });
  if (positionals.length !== 1 || positionals[0] !== "engine") {
    process.stderr.write(usage);
    process.exitCode = 2;
    return;
  }
  await benchEngines(values.prototype);
}

async function benchEngines(folder: string | undefined): Promise<void> {
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

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
