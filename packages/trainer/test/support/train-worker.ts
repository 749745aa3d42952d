import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { MetricsRow } from "@guru/core";
import { createNativeEngine } from "@guru/engine";
import { createRunFolder, openRunFolder, trainGrpo } from "../../src/index.ts";
import { digitConfig, digitModel, digitTasks, digitTokenizer, judgeByHash } from "./digit-task.ts";

/**
 * Starts the run in the given folder, or continues it, and tells each step; the tests run it as a process of its own, to
 * kill it. After the step named by the second argument no file may grow beyond as many bytes as the third says.
 */
async function main(folder: string, limitAfter: number, limitBytes: number): Promise<void> {
  const exists = existsSync(join(folder, "config.json"));
  const run = exists
    ? await openRunFolder(folder)
    : await createRunFolder({ config: workerConfig(), folder });
  const engine = await createNativeEngine({ threads: 1 });
  process.stdout.write("ready\n");
  await trainGrpo({
    config: run.config,
    run,
    model: digitModel(engine),
    tokenizer: await digitTokenizer(),
    tasks: digitTasks(),
    judge: judgeByHash,
    evaluate: (step) => Promise.resolve({ mean: (step * 7) % 5 }),
    onStep: ({ step }: MetricsRow) => {
      process.stdout.write(`step ${step}\n`);
      if (step === limitAfter) limitFiles(limitBytes);
    },
  });
  await engine.dispose();
}

function workerConfig(): ReturnType<typeof digitConfig> {
  return digitConfig({
    steps: 40,
    checkpoint: { every: 3 },
    evaluation: { every: 4 },
    objective: { updatesPerBatch: 2, klCoefficient: 0.01 },
  });
}

/** From here on a write that would make a file longer fails, as it does where a quota is used up. */
function limitFiles(bytes: number): void {
  const command = "prlimit";
  spawnSync(command, ["--pid", String(process.pid), `--fsize=${bytes}`]);
}

const [folder = "", limitAfter = "-1", limitBytes = "0"] = process.argv.slice(2);
await main(folder, Number(limitAfter), Number(limitBytes));
