import type { RunConfigInput } from "@guru/core";
import { createReferenceEngine, type Engine } from "@guru/engine";
import { createRunFolder, type GrpoOptions, type RunFolder } from "../../src/index.ts";
import { digitConfig, digitModel, digitTasks, digitTokenizer, judgeByHash } from "./digit-task.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** Everything a run of the digit task needs, in a folder that goes when the test ends. */
export async function startRun(changes: RunConfigInput = {}, engine?: Engine): Promise<GrpoOptions> {
  const config = digitConfig(changes);
  return openRun(await createRunFolder({ config, root: temporaryFolder() }), engine);
}

/** The same for a run that exists: what a new process would have. */
export async function openRun(
  run: RunFolder,
  engine: Engine = createReferenceEngine(),
): Promise<GrpoOptions> {
  return {
    config: run.config,
    run,
    model: digitModel(engine),
    tokenizer: await digitTokenizer(),
    tasks: digitTasks(),
    judge: judgeByHash,
  };
}

/** All weights of a model, one after the other. */
export async function weightsOf({ model }: Pick<GrpoOptions, "model">): Promise<number[]> {
  const values = await Promise.all(
    model.parameters.map(async ({ buffer }) => [...(await model.engine.read(buffer))]),
  );
  return values.flat();
}
