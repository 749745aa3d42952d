import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { GuruError, type RunConfig } from "@guru/core";
import {
  type DecoderModel,
  readSafetensors,
  saveCheckpoint,
  setWeights,
  type Tokenizer,
  writeSafetensors,
} from "@guru/lm";
import { z } from "zod";
import { type AdamW, createAdamW, zeroGradients } from "../optimizer/adamw.ts";
import { createWeightAverage, type WeightAverage } from "../optimizer/weight-average.ts";
import {
  type Checkpoint,
  cleanCheckpoints,
  listCheckpoints,
  pruneCheckpoints,
  writeCheckpoint,
} from "../run-folder/checkpoints.ts";
import { cutMetrics, syncMetrics } from "../run-folder/metrics-log.ts";
import { cutRollouts } from "../run-folder/rollout-file.ts";
import { type RunFolder, writeRunFile } from "../run-folder/run-folder.ts";

/** The step whose evaluation had the highest mean. */
export interface BestStep {
  readonly step: number;
  readonly mean: number;
}

/** What a run carries from step to step; everything else is a pure function of the config and the step's number. */
export interface TrainingState {
  readonly optimizer: AdamW;
  /** Kept when the config asks for an average of the weights. */
  readonly average: WeightAverage | undefined;
  /** Steps done. */
  step: number;
  best: BestStep | undefined;
  /** The latest checkpoint on disk. */
  saved: Checkpoint;
}

/** What a state belongs to. */
export interface StateOwner {
  readonly config: RunConfig;
  readonly model: DecoderModel;
  readonly tokenizer: Tokenizer;
  readonly run: RunFolder;
}

const TrainerFile = z.strictObject({
  version: z.literal(1),
  method: z.enum(["grpo", "sft"]),
  seed: z.int(),
  step: z.int().nonnegative(),
  updates: z.int().nonnegative(),
  best: z.strictObject({ step: z.int(), mean: z.number() }).nullable(),
});

/**
 * Starts a run's state, or puts back what its latest checkpoint holds: weights, moments, average, step. Metrics and
 * rollouts of later steps are removed, because those steps come again. The start is saved as step 0.
 *
 * @throws GuruError `checkpoint` or `safetensors` for a damaged checkpoint or one of another run, `storage`.
 */
export async function openTrainingState(owner: StateOwner): Promise<TrainingState> {
  const { config, model, run } = owner;
  const { engine, parameters } = model;
  const latest = (await listCheckpoints(run)).at(-1);
  zeroGradients(engine, parameters);
  await cleanCheckpoints(run);
  await cutMetrics(run, latest?.step ?? 0);
  await cutRollouts(run, latest?.step ?? 0);
  const decay = config.method === "sft" ? config.supervised.averageDecay : 0;
  const state: TrainingState = {
    optimizer: createAdamW(engine, parameters, config.optimizer),
    average: decay > 0 ? createWeightAverage(engine, parameters, decay) : undefined,
    step: 0,
    best: undefined,
    saved: latest ?? { step: 0, folder: "" },
  };
  if (latest === undefined) await saveState(owner, state);
  else await restoreState(owner, state, latest);
  return state;
}

/** Saves a checkpoint of the present step, and removes those that are no longer kept. */
export async function saveState(owner: StateOwner, state: TrainingState): Promise<void> {
  const { config, run } = owner;
  await syncMetrics(run);
  state.saved = await writeCheckpoint(run, state.step, (folder) => writeState(owner, state, folder));
  if (state.best !== undefined) await writeRunFile(run, "best.json", `${JSON.stringify(state.best)}\n`);
  await pruneCheckpoints(run, { keep: config.checkpoint.keep, best: state.best?.step });
}

/** Releases the optimiser's and the average's memory. */
export function disposeState({ optimizer, average }: TrainingState): void {
  optimizer.dispose();
  average?.dispose();
}

/** With an average the folder's model is the average, which is what a user wants to load; the weights lie beside it. */
async function writeState(owner: StateOwner, state: TrainingState, folder: string): Promise<void> {
  const { config, model, tokenizer } = owner;
  const { optimizer, average } = state;
  await average?.swap();
  try {
    await saveCheckpoint(folder, { model, tokenizer, type: "F32" });
    const tensors = new Map([...(await optimizer.read()), ...((await average?.read()) ?? [])]);
    await writeSafetensors(join(folder, "optimizer.safetensors"), tensors, { type: "F32" });
  } finally {
    await average?.swap();
  }
  const content: z.infer<typeof TrainerFile> = {
    version: 1,
    method: config.method,
    seed: config.seed,
    step: state.step,
    updates: optimizer.updates,
    best: state.best ?? null,
  };
  await writeFile(join(folder, "trainer.json"), `${JSON.stringify(content, undefined, 2)}\n`);
}

async function restoreState(owner: StateOwner, state: TrainingState, { folder }: Checkpoint): Promise<void> {
  const trainer = await readTrainerFile(join(folder, "trainer.json"), owner.config);
  const weights = await readSafetensors(join(folder, "model.safetensors"));
  const moments = await readSafetensors(join(folder, "optimizer.safetensors"));
  setWeights(owner.model, weights.tensors);
  state.optimizer.restore(moments.tensors, trainer.updates, folder);
  state.average?.restore(moments.tensors, folder);
  await state.average?.swap();
  state.step = trainer.step;
  state.best = trainer.best ?? undefined;
}

async function readTrainerFile(file: string, config: RunConfig): Promise<z.infer<typeof TrainerFile>> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, "utf8"));
  } catch (cause) {
    throw new GuruError("checkpoint", `cannot read ${file}: ${(cause as Error).message}`, { cause });
  }
  const result = TrainerFile.safeParse(value);
  if (!result.success)
    throw new GuruError("checkpoint", `${file} does not fit:\n${z.prettifyError(result.error)}`);
  const { method, seed } = result.data;
  if (method === config.method && seed === config.seed) return result.data;
  const found = `${method} with seed ${seed}`;
  throw new GuruError(
    "checkpoint",
    `${file} is of ${found}, the config says ${config.method} with ${config.seed}`,
  );
}
