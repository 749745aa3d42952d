import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Task } from "@guru/core";
import { RunSummary } from "@guru/evals";
import { readMetrics } from "@guru/trainer";
import { createJudge, defaultRegistry, loadRewardFile } from "@guru/verifiers";
import { realData } from "@guru/vitest-config/real-data";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readTaskFile } from "../../src/run/read-task-file.ts";
import { parseTaskRow } from "../../src/run/task-row.ts";
import { runGuru } from "../support/guru-process.ts";

const example = fileURLToPath(new URL("../../../../examples/digit-completion", import.meta.url));
const rewardFile = join(example, "reward.ts");
// The example belongs to no package, so it is found by its path, as a user's file is.
const { rightAnswer } = (await import(pathToFileURL(rewardFile).href)) as {
  readonly rightAnswer: (prompt: string) => string;
};
const judge = createJudge({ registry: defaultRegistry, verifier: await loadRewardFile(rewardFile) });

async function score(task: Task, text: string): Promise<number | undefined> {
  const [verdict] = await judge([{ task, response: { text } }]);
  return verdict === undefined || verdict.outcome === "unscored" ? undefined : verdict.score;
}

function promptOf({ prompt }: Task): string {
  return prompt.map(({ content }) => content).join("");
}

function taskOf(prompt: string): Task {
  return parseTaskRow({ prompt: [{ role: "user", content: prompt }] }, { file: "a.jsonl", row: 1 });
}

describe("the reward of the digit completion example", () => {
  test.each([
    ["3,5:9,4", "7,0,2,4", 7 / 8],
    ["3,5:9,4", "7,0,2,4,6,8", 7 / 8],
    ["3,5:9,4", "7,0,3,4", 4 / 8],
    ["3,5:9,4", "7,0", 3 / 8],
    ["3,5:9,4", "7", 1 / 8],
    ["3,5:9,4", "6,0,2,4", 0],
    ["3,5:9,4", " 7,0,2,4", 0],
    ["3,5:9,4", "", 0],
    ["3,5:9,0", "", 0],
    ["3,5:9,0", "7", 0],
    ["5,3:9,3", "1,8,6", 5 / 6],
    ["9,9:9,2", "0,0", 3 / 4],
    ["11,2:13,3", "6,10,1", 6 / 7],
  ])("of %s answered with %j is %d", async (prompt, response, wanted) => {
    expect(await score(taskOf(prompt), response)).toBe(wanted);
  });

  test("leaves a prompt that asks for something else unscored", async () => {
    for (const prompt of ["3,5:0,4", "3,5", "3,5:9,4 ", "2 + 2"]) {
      expect(await score(taskOf(prompt), "7")).toBeUndefined();
    }
  });

  test("grows with every right character and stops at the first wrong one", async () => {
    const digit = fc.nat(9);
    await fc.assert(
      fc.asyncProperty(
        digit,
        digit,
        fc.integer({ min: 1, max: 9 }),
        digit,
        fc.nat(),
        async (a, b, modulus, count, cut) => {
          const task = taskOf(`${a},${b}:${modulus},${count}`);
          const answer = rightAnswer(promptOf(task));
          const kept = cut % (answer.length + 1);
          const begun = answer.slice(0, kept);
          expect(await score(task, begun)).toBe(kept / (answer.length + 1));
          expect(await score(task, `${begun}:${answer}`)).toBe(kept / (answer.length + 1));
        },
      ),
    );
  });
});

realData("data/models/digit-llama", (data) => {
  const files = ["train.parquet", "test.parquet"].map((name) => join(data, name));

  test("a perfect responder earns 0.764 on the test prompts, and 0.763 on those that are not trained on", async () => {
    const [trained = [], heldOut = []] = await Promise.all(files.map(readTaskFile));
    expect([trained.length, heldOut.length]).toEqual([800, 200]);
    expect(new Set([...trained, ...heldOut].map(({ split }) => split))).toEqual(new Set(["train", "test"]));
    const trainedPrompts = new Set(trained.map(promptOf));
    const unseen = heldOut.filter((task) => !trainedPrompts.has(promptOf(task)));
    const ceiling = async (tasks: readonly Task[]): Promise<number> => {
      const scores = await Promise.all(tasks.map((task) => score(task, rightAnswer(promptOf(task)))));
      return scores.reduce<number>((sum, value) => sum + (value ?? Number.NaN), 0) / tasks.length;
    };
    expect(await ceiling(heldOut)).toBeCloseTo(0.7639, 4);
    expect(unseen).toHaveLength(171);
    expect(await ceiling(unseen)).toBeCloseTo(0.7625, 4);
  });

  describe("guru train", () => {
    let folder = "";
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "guru-digits-"));
    });
    afterAll(() => rm(folder, { recursive: true }));

    test(
      "trains the checkpoint on the Parquet files with the reward file",
      { timeout: 180_000 },
      async () => {
        const small = ["steps=2", "rollout.promptsPerStep=4", "rollout.groupSize=4", "threads=1"];
        const { code, output, errors } = await runGuru(
          [
            ...["train", "-c", join(example, "config.yaml"), "--reward", rewardFile, "--out", "run"],
            ...[
              `model.path=${data}`,
              `data.files=${JSON.stringify(files)}`,
              "evaluation.samples=1",
              ...small,
            ],
          ],
          { cwd: folder },
        );
        expect({ code, errors }).toEqual({ code: 0, errors: "" });
        expect(output).toContain("800 to train on, 200 held out of a test split");
        expect(output).toContain("29 held-out tasks repeat a trained prompt. On the other 171: greedy ");
        const run = join(folder, "run");
        const steps = await readMetrics({ folder: run });
        expect(steps.map((metrics) => metrics["rollouts/unscored"])).toEqual([0, 0]);
        const summaryOf = async (name: string): Promise<RunSummary> =>
          RunSummary.parse(JSON.parse(await readFile(join(run, name), "utf8")));
        const [all, unseen] = await Promise.all(["summary.json", "summary-unseen.json"].map(summaryOf));
        expect([all?.overall.tasks, unseen?.overall.tasks]).toEqual([200, 171]);
      },
    );
  });
});
