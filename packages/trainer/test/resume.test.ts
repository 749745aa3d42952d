import { cp, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { JudgeBatch, MetricsRow, RunConfigInput } from "@guru/core";
import { expect, test } from "vitest";
import {
  type GrpoOptions,
  listCheckpoints,
  openRunFolder,
  readMetrics,
  trainGrpo,
  trainSft,
} from "../src/index.ts";
import { judgeByHash, verdict } from "./support/digit-task.ts";
import { nativeEngine, noCompiler } from "./support/native-engine.ts";
import { openRun, startRun, weightsOf } from "./support/start-run.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

/** The files that hold everything a run has learned. */
async function lastCheckpoint({ run }: Pick<GrpoOptions, "run">): Promise<Buffer[]> {
  const folder = (await listCheckpoints(run)).at(-1)?.folder ?? "";
  const names = ["model.safetensors", "optimizer.safetensors", "trainer.json"];
  return Promise.all(names.map((name) => readFile(join(folder, name))));
}

/** What a run measured, without the clock's part. */
async function measured({ run }: Pick<GrpoOptions, "run">): Promise<[string, number][][]> {
  const timed = /^(timing_s|perf\/throughput)/;
  return (await readMetrics(run)).map((metrics) =>
    Object.entries(metrics).filter(([name]) => !timed.test(name)),
  );
}

/** Trains `steps` of the run and stops as a signal does. */
async function trainUntil(options: GrpoOptions, step: number): Promise<void> {
  const controller = new AbortController();
  const onStep = (metrics: MetricsRow): void => {
    if (metrics.step === step) controller.abort();
  };
  const train = options.config.method === "sft" ? trainSft : trainGrpo;
  await train({ ...options, signal: controller.signal, onStep });
}

const runs: [string, RunConfigInput][] = [
  ["GRPO", {}],
  ["GRPO with several updates and a KL", { objective: { updatesPerBatch: 3, klCoefficient: 0.1 } }],
  ["SFT with an average", { method: "sft", supervised: { averageDecay: 0.9 } }],
];

test.skipIf(noCompiler).each(runs)(
  "%s stopped and resumed ends with the bits of an uninterrupted run (needs a C++ compiler)",
  async (_title, changes) => {
    const config = { steps: 7, checkpoint: { every: 3 }, ...changes };
    const straight = await startRun(config, await nativeEngine());
    await trainUntil(straight, 7);
    const stopped = await startRun(config, await nativeEngine());
    await trainUntil(stopped, 4);
    const resumed = await openRun(await openRunFolder(stopped.run.folder), await nativeEngine());
    await trainUntil(resumed, 7);
    expect(await weightsOf(resumed)).toEqual(await weightsOf(straight));
    expect(await lastCheckpoint(resumed)).toEqual(await lastCheckpoint(straight));
    expect(await measured(resumed)).toEqual(await measured(straight));
  },
);

test("on an engine that computes in double precision a resumed run ends within single precision", async () => {
  const config = { steps: 6, checkpoint: { every: 3 } };
  const straight = await startRun(config);
  await trainUntil(straight, 6);
  const stopped = await startRun(config);
  await trainUntil(stopped, 3);
  const resumed = await openRun(stopped.run);
  await trainUntil(resumed, 6);
  const weights = await weightsOf(straight);
  for (const [index, value] of (await weightsOf(resumed)).entries())
    expect(value).toBeCloseTo(weights[index] ?? 0, 3);
});

test.skipIf(noCompiler)(
  "steps after the last checkpoint are done again, with the verdicts they had (needs a C++ compiler)",
  async () => {
    // What a killed process leaves: the folder as it was after step 5, two steps after the checkpoint.
    const killed = join(temporaryFolder(), "killed");
    const options = await startRun({ steps: 8, checkpoint: { every: 3 } }, await nativeEngine());
    let judgedSteps = 0;
    // The same question is never answered twice in the same way, as with a clock or a flaky service.
    const moody: JudgeBatch = (items) => {
      judgedSteps++;
      return Promise.resolve(items.map((_, index) => verdict(((judgedSteps * 7 + index * 3) % 5) / 4)));
    };
    let copying: Promise<void> = Promise.resolve();
    const onStep = ({ step }: MetricsRow): void => {
      if (step === 5) copying = cp(options.run.folder, killed, { recursive: true });
    };
    const slow: JudgeBatch = async (items) => {
      await copying;
      return moody(items);
    };
    await trainGrpo({ ...options, judge: slow, onStep });
    const resumed = await openRun(await openRunFolder(killed), await nativeEngine());
    expect((await readMetrics(resumed.run)).map(({ step }) => step)).toEqual([1, 2, 3, 4, 5]);
    const asked = new Set<string>();
    const judge: JudgeBatch = (items) => {
      for (const { response } of items) asked.add(response.id?.split("-")[0] ?? "");
      return judgeByHash(items);
    };
    await trainGrpo({ ...resumed, judge });
    expect([...asked]).toEqual(["6", "7", "8"]);
    expect((await measured(resumed)).slice(0, 5)).toEqual((await measured(options)).slice(0, 5));
  },
);

test("a finished run called again is finished", async () => {
  const options = await startRun({ steps: 2 });
  await trainGrpo(options);
  const again = await openRun(options.run);
  expect(
    await trainGrpo({ ...again, judge: () => Promise.reject(new Error("nothing to judge")) }),
  ).toMatchObject({
    step: 2,
    interrupted: false,
  });
  expect(await readMetrics(options.run)).toHaveLength(2);
});

test("a signal that fired before the start leaves a run that can be continued", async () => {
  const options = await startRun({ steps: 2 });
  const result = await trainGrpo({ ...options, signal: AbortSignal.abort() });
  expect(result).toMatchObject({ step: 0, interrupted: true, checkpoint: { step: 0 } });
  expect(await trainGrpo(await openRun(options.run))).toMatchObject({ step: 2, interrupted: false });
});

test("a checkpoint of another seed is refused", async () => {
  const options = await startRun({ steps: 2 });
  await trainGrpo(options);
  const other = { ...options, config: { ...options.config, seed: 99 } };
  await expect(trainGrpo(other)).rejects.toMatchObject({
    code: "checkpoint",
    message: expect.stringContaining("is of grpo with seed 3, the config says grpo with 99") as string,
  });
});
