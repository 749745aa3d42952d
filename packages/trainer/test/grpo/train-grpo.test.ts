import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { JudgeBatch, MetricsRow } from "@guru/core";
import { expect, test, vi } from "vitest";
import { listCheckpoints, readMetrics, rolloutFile, trainGrpo } from "../../src/index.ts";
import { digitTask, judgeByHash, judgeDigits, verdict } from "../support/digit-task.ts";
import { startRun, weightsOf } from "../support/start-run.ts";

test("a random model learns to say the digit it is asked for", async () => {
  const options = await startRun({
    steps: 25,
    rollout: { promptsPerStep: 16, groupSize: 8, maxResponseTokens: 2 },
    optimizer: { learningRate: 3e-2 },
  });
  await trainGrpo({ ...options, judge: judgeDigits });
  const scores = (await readMetrics(options.run)).map(
    (metrics) => metrics["critic/score/mean"] ?? Number.NaN,
  );
  expect(scores.slice(0, 3).every((score) => score < 0.3)).toBe(true);
  expect(Math.max(...scores.slice(-3))).toBeGreaterThan(0.5);
});

test("every step's metrics are told and written, under the names of the README", async () => {
  const told: MetricsRow[] = [];
  const options = await startRun({ steps: 2 });
  await trainGrpo({ ...options, onStep: (metrics) => told.push(metrics) });
  expect(await readMetrics(options.run)).toEqual(told);
  const readme = await readFile(join(import.meta.dirname, "..", "..", "README.md"), "utf8");
  const names = Object.keys(told[1] ?? {}).map((name) => name.replace(/\b(math|logic)\b/, "<domain>"));
  const documented = names.filter((name) => readme.includes(`\`${name.replace(/\/(mean|max|min)$/, "")}`));
  expect(documented).toEqual(names);
  expect(told[1]).toMatchObject({ step: 2, "groups/dropped": 0, "rollouts/unscored": 0, "actor/ppo_kl": 0 });
});

test("trainer and sampler agree on the log-probabilities of what was sampled", async () => {
  const options = await startRun({ steps: 3, rollout: { temperature: 0.7 } });
  await trainGrpo(options);
  for (const metrics of await readMetrics(options.run)) {
    expect(metrics["training/rollout_logprob_diff_max"]).toBeLessThan(1e-9);
  }
});

test("the KL to the start begins at zero and grows", async () => {
  const options = await startRun({ steps: 5 });
  await trainGrpo(options);
  const kl = (await readMetrics(options.run)).map((metrics) => metrics["actor/kl_to_start"] ?? Number.NaN);
  // The start weights are read back from a file of single precision.
  expect(kl[0]).toBeLessThan(1e-9);
  expect(kl[4]).toBeGreaterThan(1e-6);
});

test("a KL penalty keeps the policy nearer to the start", async () => {
  const last = async (klCoefficient: number): Promise<number> => {
    const options = await startRun({ steps: 8, objective: { klCoefficient } });
    await trainGrpo(options);
    return (await readMetrics(options.run)).at(-1)?.["actor/kl_to_start"] ?? Number.NaN;
  };
  expect(await last(3)).toBeLessThan(0.7 * (await last(0)));
});

test("a group is judged while others are still being generated", async () => {
  const sizes: number[] = [];
  const judge: JudgeBatch = (items) => {
    sizes.push(items.length);
    return judgeByHash(items);
  };
  await trainGrpo({ ...(await startRun({ steps: 1 })), judge });
  expect(sizes).toEqual([4, 4, 4, 4]);
});

test("the judge is given the task, the text without its end token, the rendered prompt and how it ended", async () => {
  const judge = vi.fn(judgeByHash);
  const options = await startRun({ steps: 1 });
  await trainGrpo({ ...options, judge });
  const items = judge.mock.calls.flatMap(([batch]) => batch);
  expect(items).toHaveLength(16);
  for (const { task, response } of items) {
    expect(response.prompt).toBe(`${task.prompt[0]?.content ?? ""}:`);
    expect(response.text).not.toContain("E");
    expect(response.tokens).toBeGreaterThan(0);
    if (response.finishReason === "length") expect(response.tokens).toBe(4);
  }
});

test("unscored rollouts are counted by class and training goes on without them", async () => {
  const judge: JudgeBatch = (items) =>
    Promise.resolve(items.map((_, index) => verdict(index === 0 ? undefined : index % 2)));
  const options = await startRun({ steps: 1, rollout: { maxUnscored: 0.25 } });
  await trainGrpo({ ...options, judge });
  const [metrics] = await readMetrics(options.run);
  expect(metrics).toMatchObject({ "rollouts/unscored": 4, "rollouts/unscored/sandbox_unavailable": 4 });
  expect(metrics).toMatchObject({
    "groups/trained": 4,
    "critic/score/mean": expect.closeTo(2 / 3, 12) as number,
  });
});

test("too many unscored rollouts stop the run with the reason, and the steps before are kept", async () => {
  let calls = 0;
  const judge: JudgeBatch = (items) =>
    ++calls <= 8
      ? judgeByHash(items)
      : Promise.resolve(items.map(() => verdict(undefined, "no python3 here")));
  const options = await startRun({ steps: 6 });
  await expect(trainGrpo({ ...options, judge })).rejects.toMatchObject({
    code: "unscored",
    message: expect.stringMatching(/^step 3: 16 of 16 .*no python3 here$/) as string,
  });
  expect((await listCheckpoints(options.run)).map(({ step }) => step)).toEqual([0, 2]);
  // Mended, the run goes on: the failed verdicts were not kept.
  expect(await trainGrpo({ ...options, judge: judgeByHash })).toMatchObject({ step: 6, interrupted: false });
});

test("a step in which nothing can be compared leaves the weights alone", async () => {
  const judge: JudgeBatch = (items) =>
    Promise.resolve(items.map((_, index) => verdict(index === 0 ? 1 : undefined)));
  const options = await startRun({ steps: 2, rollout: { maxUnscored: 1 } });
  const before = await weightsOf(options);
  await trainGrpo({ ...options, judge });
  expect(await weightsOf(options)).toEqual(before);
  expect((await readMetrics(options.run))[1]).toMatchObject({ "groups/dropped": 4, "groups/trained": 0 });
});

test.each([
  [
    "throws",
    () => Promise.reject(new Error("plug-in bug")),
    "judging 4 responses failed: Error: plug-in bug",
  ],
  [
    "gives too few verdicts",
    () => Promise.resolve([verdict(1)]),
    "the judge gave 1 verdicts for 4 responses",
  ],
  [
    "scores outside 0 to 1",
    (items: readonly unknown[]) => Promise.resolve(items.map(() => ({ ...verdict(0.5), score: 7 }) as never)),
    "no verdict:\n✖ Too big: expected number to be <=1\n  → at [0].score",
  ],
] as const)("a judge that %s ends the run with a clear error", async (_title, judge, message) => {
  await expect(trainGrpo({ ...(await startRun()), judge })).rejects.toMatchObject({
    code: "judge",
    message: expect.stringContaining(message) as string,
  });
});

test.each([
  [{ topK: 5 }, "rollout.topK=5"],
  [{ topP: 0.9 }, "rollout.topP=0.9"],
  [{ minP: 0.1 }, "rollout.minP=0.1"],
])("sampling with %o is refused, because the loss cannot replay it", async (rollout, message) => {
  await expect(trainGrpo(await startRun({ rollout }))).rejects.toMatchObject({
    code: "config",
    message: expect.stringContaining(message) as string,
  });
});

test("prompts that do not fit are left out and counted", async () => {
  const tasks = [
    digitTask(1),
    { ...digitTask(2), prompt: [{ role: "user" as const, content: "2".repeat(30) }] },
  ];
  const options = await startRun({ steps: 1, rollout: { promptsPerStep: 2 } });
  await trainGrpo({ ...options, tasks: { draw: () => tasks } });
  expect((await readMetrics(options.run))[0]).toMatchObject({ "prompts/left_out": 1, "groups/trained": 1 });
});

test("when no prompt fits the run ends and says what is allowed", async () => {
  const task = { ...digitTask(2), prompt: [{ role: "user" as const, content: "2".repeat(30) }] };
  const failing = trainGrpo({ ...(await startRun()), tasks: { draw: () => [task] } });
  await expect(failing).rejects.toMatchObject({
    code: "no_tasks",
    message: expect.stringContaining("has 31 tokens, allowed are 28") as string,
  });
});

test("a source without tasks ends the run", async () => {
  await expect(trainGrpo({ ...(await startRun()), tasks: { draw: () => [] } })).rejects.toMatchObject({
    code: "no_tasks",
  });
});

test("a NaN among the weights is reported with step and op", async () => {
  const options = await startRun();
  const [embedding] = options.model.parameters;
  if (embedding === undefined) throw new Error("the model has no parameter");
  options.model.engine.write(embedding.buffer, new Float64Array(15 * 16).fill(Number.NaN));
  await expect(trainGrpo(options)).rejects.toMatchObject({
    code: "non_finite",
    message: expect.stringMatching(/^step 1: .*embedding/) as string,
  });
});

test("a run gives back the memory it took", async () => {
  const options = await startRun({ steps: 2, objective: { klCoefficient: 0.1 } });
  const before = options.model.engine.memory().currentBytes;
  await trainGrpo(options);
  expect(options.model.engine.memory().currentBytes).toBe(before);
});

test("a signal ends the run after the step at hand, saved", async () => {
  const controller = new AbortController();
  const options = await startRun({ steps: 50 });
  const onStep = ({ step }: MetricsRow): void => {
    if (step === 2) controller.abort();
  };
  const result = await trainGrpo({ ...options, signal: controller.signal, onStep });
  expect(result).toMatchObject({ step: 2, interrupted: true, checkpoint: { step: 2 } });
  expect(await readMetrics(options.run)).toHaveLength(2);
});

test("the step with the best evaluation keeps its checkpoint", async () => {
  const means = new Map([
    [2, 0.5],
    [4, 0.9],
    [6, 0.7],
    [8, 0.9],
    [9, 0.1],
  ]);
  const evaluate = (step: number): Promise<Record<string, number>> =>
    Promise.resolve({ mean: means.get(step) ?? Number.NaN, math: 0.25 });
  const options = await startRun({ steps: 9, evaluation: { every: 2 }, checkpoint: { every: 3, keep: 1 } });
  const result = await trainGrpo({ ...options, evaluate });
  expect(result.best).toEqual({ step: 4, mean: 0.9 });
  expect((await listCheckpoints(options.run)).map(({ step }) => step)).toEqual([0, 4, 9]);
  expect(JSON.parse(await readFile(join(options.run.folder, "best.json"), "utf8"))).toEqual(result.best);
  expect((await readMetrics(options.run))[3]).toMatchObject({ "val/mean": 0.9, "val/math": 0.25 });
});

test("an evaluation that gives no number is neither written nor ever the best", async () => {
  const options = await startRun({ steps: 3, evaluation: { every: 1 } });
  const evaluate = (step: number): Promise<Record<string, number>> =>
    Promise.resolve({ mean: step === 2 ? 0.5 : Number.NaN });
  expect((await trainGrpo({ ...options, evaluate })).best).toEqual({ step: 2, mean: 0.5 });
  expect((await readMetrics(options.run)).map((metrics) => metrics["val/mean"])).toEqual([
    undefined,
    0.5,
    undefined,
  ]);
});

test("rollouts are kept of the first step, the checkpoints' and the last", async () => {
  const options = await startRun({ steps: 5, checkpoint: { every: 2 } });
  await trainGrpo(options);
  const kept = [1, 2, 3, 4, 5].filter((step) => existsSync(rolloutFile(options.run, step)));
  expect(kept).toEqual([1, 2, 4, 5]);
});

test("shuffled rewards are trained on while the true scores are reported", async () => {
  const [straight, shuffled] = [
    await startRun({ steps: 3 }),
    await startRun({ steps: 3, rewards: "shuffled" }),
  ];
  await trainGrpo(straight);
  await trainGrpo(shuffled);
  const first = [await readMetrics(straight.run), await readMetrics(shuffled.run)].map(
    ([metrics]) => metrics,
  );
  for (const name of ["critic/score/mean", "critic/score/math/mean", "critic/rewards/mean"]) {
    expect(first[1]?.[name]).toBeCloseTo(first[0]?.[name] ?? Number.NaN, 12);
  }
  expect(await weightsOf(shuffled)).not.toEqual(await weightsOf(straight));
});

// Writing to /dev/full fails as on a full disk.
test.skipIf(!existsSync("/dev/full"))(
  "a disk that fills up during a checkpoint ends the run and leaves the last one intact (needs /dev/full)",
  async () => {
    const options = await startRun({ steps: 4, checkpoint: { every: 2 } });
    let saves = 0;
    const save = async (folder: string): Promise<void> => {
      await (++saves === 3 ? writeFile("/dev/full", "x") : options.tokenizer.save(folder));
    };
    const failing = trainGrpo({ ...options, tokenizer: { ...options.tokenizer, save } });
    await expect(failing).rejects.toMatchObject({
      code: "storage",
      message: expect.stringMatching(/^cannot write .*step-4: ENOSPC/) as string,
    });
    expect((await listCheckpoints(options.run)).map(({ step }) => step)).toEqual([0, 2]);
    expect(await trainGrpo(options)).toMatchObject({ step: 4, interrupted: false });
  },
);
