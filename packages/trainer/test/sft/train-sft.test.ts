import { join } from "node:path";
import { generate, readSafetensors, readWeights } from "@guru/lm";
import { expect, test } from "vitest";
import { readMetrics, trainSft } from "../../src/index.ts";
import { digitTask } from "../support/digit-task.ts";
import { startRun, weightsOf } from "../support/start-run.ts";

/** The greedy response to a prompt. */
async function answer(
  { model, tokenizer }: Awaited<ReturnType<typeof startRun>>,
  digit: number,
): Promise<string> {
  const request = { prompt: tokenizer.encodePrompt(digitTask(digit).prompt), seeds: [1] };
  const options = { temperature: 0, maxTokens: 4, stopTokens: [tokenizer.endToken] };
  for await (const { tokens } of generate(model, [request], options)) return tokenizer.decode(tokens);
  return "";
}

const learning = { method: "sft", optimizer: { learningRate: 2e-2 }, supervised: { batchSize: 16 } } as const;

test("demonstrations are learned, end token included", async () => {
  const options = await startRun({ ...learning, steps: 60, supervised: { batchSize: 16, bareFraction: 1 } });
  await trainSft(options);
  expect([await answer(options, 3), await answer(options, 8)]).toEqual(["3E", "8E"]);
  const metrics = await readMetrics(options.run);
  expect(metrics.at(-1)?.["train/loss"]).toBeLessThan(0.2);
  // A random model of 15 tokens starts at about ln 15.
  expect(metrics[0]?.["train/loss"]).toBeGreaterThan(2);
  expect(metrics[0]?.["train/loss/math"]).toBeGreaterThan(2);
});

test("the share of bare demonstrations is the config's, the same ones for the same seed", async () => {
  const tokens = async (bareFraction: number): Promise<number[]> => {
    const options = await startRun({ method: "sft", steps: 4, supervised: { batchSize: 40, bareFraction } });
    await trainSft(options);
    return (await readMetrics(options.run)).map((metrics) => metrics["train/tokens"] ?? Number.NaN);
  };
  // Bare: digit and end; worked: colon, digit and end.
  expect(await tokens(1)).toEqual([80, 80, 80, 80]);
  expect(await tokens(0)).toEqual([120, 120, 120, 120]);
  const mixed = await tokens(0.5);
  const bare = mixed.reduce((sum, count) => sum + (120 - count), 0) / 160;
  expect(bare).toBeGreaterThan(0.35);
  expect(bare).toBeLessThan(0.65);
  expect(await tokens(0.5)).toEqual(mixed);
});

test("a task with one style only is shown in that style", async () => {
  const task = { ...digitTask(3), demonstrations: [{ style: "worked" as const, text: ":3" }] };
  const options = await startRun({ method: "sft", steps: 1, supervised: { batchSize: 1, bareFraction: 1 } });
  await trainSft({ ...options, tasks: { draw: () => [task] } });
  expect((await readMetrics(options.run))[0]?.["train/tokens"]).toBe(3);
});

test("a task without demonstrations ends the run and names itself", async () => {
  const task = { ...digitTask(3), demonstrations: [] };
  const failing = trainSft({ ...(await startRun({ method: "sft" })), tasks: { draw: () => [task] } });
  await expect(failing).rejects.toMatchObject({
    code: "no_demonstration",
    message: expect.stringContaining(task.id) as string,
  });
});

test("demonstrations longer than the context are left out, and none left ends the run", async () => {
  const long = { ...digitTask(3), demonstrations: [{ style: "bare" as const, text: "3".repeat(40) }] };
  const options = await startRun({ method: "sft", steps: 1 });
  await trainSft({ ...options, tasks: { draw: () => [long, digitTask(4)] } });
  expect((await readMetrics(options.run))[0]).toMatchObject({ "prompts/left_out": 1 });
  const failing = trainSft({ ...(await startRun({ method: "sft" })), tasks: { draw: () => [long] } });
  await expect(failing).rejects.toMatchObject({ code: "no_tasks" });
});

test("the loss does not depend on the split into micro-batches", async () => {
  const weights = async (tokensPerMicroBatch: number): Promise<number[]> => {
    const options = await startRun({
      method: "sft",
      steps: 1,
      optimizer: { tokensPerMicroBatch, epsilon: 1 },
    });
    await trainSft(options);
    return weightsOf(options);
  };
  const [whole, split] = [await weights(10_000), await weights(7)];
  for (const [index, value] of whole.entries()) expect(split[index]).toBeCloseTo(value, 10);
});

test("with an average of the weights, the average is evaluated, saved and left in the model", async () => {
  const options = await startRun({
    ...learning,
    steps: 6,
    supervised: { batchSize: 8, averageDecay: 0.9 },
    evaluation: { every: 3 },
  });
  const evaluated: number[][] = [];
  const evaluate = async (): Promise<Record<string, number>> => {
    evaluated.push(await weightsOf(options));
    return { mean: evaluated.length };
  };
  const { checkpoint } = await trainSft({ ...options, evaluate });
  expect(await weightsOf(options)).toEqual(evaluated[1]);
  const { tensors } = await readSafetensors(join(checkpoint.folder, "model.safetensors"));
  for (const [name, { values }] of await readWeights(options.model))
    expect(tensors.get(name)?.values).toEqual(values);
  const plain = await startRun({ ...learning, steps: 6, supervised: { batchSize: 8 } });
  await trainSft(plain);
  expect(await weightsOf(plain)).not.toEqual(evaluated[1]);
});
