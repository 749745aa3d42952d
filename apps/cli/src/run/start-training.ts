import type { RunConfig } from "@guru/core";
import { checkGrpoConfig, openRunFolder } from "@guru/trainer";
import { type ConfigSources, isDefaultConfig, resolveConfig } from "../config/resolve-config.ts";
import type { CommandContext } from "../command-context.ts";
import { openEngine, type OpenedEngine } from "./open-engine.ts";
import { prepareRun } from "./prepare-run.ts";
import { type RunPlace, runTrainingSession } from "./training-run.ts";

/** What `guru train` and `guru sft` are asked. */
export interface TrainingRequest extends RunPlace {
  readonly sources: ConfigSources;
  /** The preset that takes the default one's place when only a slow engine can be had. */
  readonly slowPreset?: string;
}

/** Starts a run or continues one; returns the exit code. */
export async function startTraining(context: CommandContext, request: TrainingRequest): Promise<number> {
  const { config, engine } = await chooseConfig(context, request);
  return runTrainingSession(context, await prepareRun(config, engine), request);
}

async function chooseConfig(
  context: CommandContext,
  { sources, slowPreset, resume }: TrainingRequest,
): Promise<{ readonly config: RunConfig; readonly engine: OpenedEngine }> {
  const config = resume === undefined ? await resolveConfig(sources) : (await openRunFolder(resume)).config;
  if (config.method === "grpo") checkGrpoConfig(config);
  const engine = await openEngine(config, (note) => {
    context.terminal.print(note);
  });
  const shortens = engine.fallback !== undefined && resume === undefined && isDefaultConfig(sources);
  if (!shortens || slowPreset === undefined) return { config, engine };
  return { config: await resolveConfig({ ...sources, defaultPreset: slowPreset }), engine };
}
