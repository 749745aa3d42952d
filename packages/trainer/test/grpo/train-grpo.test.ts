import { expect, test } from "vitest";
import { createRunFolder, readMetrics, type StepMetrics, trainGrpo } from "../../src/index.ts";
import { digitConfig, digitModel, digitTasks, digitTokenizer, judgeDigits } from "../support/digit-task.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

test("a random model learns to say the digit it is asked for", async () => {
  const config = digitConfig({
    steps: 40,
    rollout: { promptsPerStep: 16, groupSize: 8, maxResponseTokens: 3 },
    optimizer: { learningRate: 3e-2 },
  });
  const run = await createRunFolder({ config, root: temporaryFolder() });
  const tokenizer = await digitTokenizer();
  const rewards: number[] = [];
  const onStep = (metrics: StepMetrics): void => {
    rewards.push(metrics["critic/score/mean"] ?? Number.NaN);
  };
  const result = await trainGrpo({
    config,
    model: digitModel(),
    tokenizer,
    tasks: digitTasks(),
    judge: judgeDigits,
    run,
    onStep,
  });
  console.log(rewards, (await readMetrics(run)).at(-1));
  expect(result).toMatchObject({ step: 40, interrupted: false });
});
