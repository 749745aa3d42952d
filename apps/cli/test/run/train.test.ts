import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RunConfig } from "@guru/core";
import { RunSummary } from "@guru/evals";
import { createRunFolder, readMetrics, withRunLock } from "@guru/trainer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runGuru } from "../support/guru-process.ts";
import { writeTinyModel } from "../support/tiny-model.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "guru-train-"));
  await writeTinyModel(join(folder, "tiny"));
  await writeFile(
    join(folder, "tiny.yaml"),
    `name: tiny
engine: reference
steps: 2
model: { path: tiny, weights: random }
data: { levels: [1], maxPromptTokens: 100 }
rollout: { promptsPerStep: 6, groupSize: 2, maxResponseTokens: 4 }
supervised: { batchSize: 6 }
evaluation: { tasksPerDomain: 2, levels: [1, 2], samples: 1, tasksPerDomainBetween: 1 }
checkpoint: { every: 1 }
`,
  );
});
afterAll(() => rm(folder, { recursive: true }));

const minutes = 60_000;

async function json(...path: string[]): Promise<unknown> {
  return JSON.parse(await readFile(join(folder, ...path), "utf8"));
}

describe("guru train", () => {
  test(
    "measures, trains, measures again and leaves a whole run behind",
    { timeout: 10 * minutes },
    async () => {
      const { code, output, errors } = await runGuru(["train", "-c", "tiny.yaml", "--out", "run"], {
        cwd: folder,
      });
      expect({ code, errors }).toEqual({ code: 0, errors: "" });
      expect(output).toContain("GRPO: 2 steps of 6 prompts × 2 responses, seed 1");
      expect(output).toContain("engine    reference (");
      expect(output).toContain("start     random weights, seed 1");
      expect(output).toContain("step 2/2  reward ");
      expect(output).toContain("The run is in run");
      expect(RunConfig.parse(await json("run", "config.json"))).toMatchObject({ name: "tiny", steps: 2 });
      const summary = RunSummary.parse(await json("run", "summary.json"));
      expect(summary).toMatchObject({ name: "tiny", steps: 2, seed: 1, samplesPerTask: 1 });
      expect(summary.model).toBe("tiny (random weights, seed 1)");
      expect(summary.domains.map(({ domain }) => domain)).toContain("math");
      expect((await readMetrics({ folder: join(folder, "run") })).map(({ step }) => step)).toEqual([1, 2]);
      expect(await readFile(join(folder, "run", "report.html"), "utf8")).toContain("<!DOCTYPE html>");

      const listed = await runGuru(["runs", "list", "--root", "."], { cwd: folder });
      expect(listed.output).toContain("step 2/2  greedy ");
      const compared = await runGuru(["runs", "compare", "run", "run"], { cwd: folder });
      expect(compared.output).toContain("Their settings are the same.");
      const answered = await runGuru(["generate", "run", "-p", "2+2=?", "-n", "2", "--engine", "reference"], {
        cwd: folder,
      });
      expect(answered).toMatchObject({ code: 0, errors: "" });
      const settings = ["engine=reference", "evaluation.tasksPerDomain=2"];
      const measured = await runGuru(["eval", "run", ...settings, "--out", "eval.json"], { cwd: folder });
      expect(measured).toMatchObject({ code: 0, errors: "" });
      expect(RunSummary.parse(await json("eval.json")).model).toBe("run");
    },
  );

  test(
    "saves on Ctrl-C, and resumes to where an uninterrupted run gets",
    { timeout: 10 * minutes },
    async () => {
      const settings = ["steps=40", "checkpoint.every=0"];
      const train = (out: string, interruptAt?: string): ReturnType<typeof runGuru> =>
        runGuru(["train", "-c", "tiny.yaml", "--out", out, ...settings], {
          cwd: folder,
          ...(interruptAt !== undefined && { interruptAt }),
        });
      const interrupted = await train("stopped", "step 2/40");
      expect(interrupted).toMatchObject({ code: 130, errors: "" });
      expect(interrupted.output).toContain("guru train --resume stopped");
      const resumed = await runGuru(["train", "--resume", "stopped"], { cwd: folder });
      expect(resumed).toMatchObject({ code: 0, errors: "" });
      expect(resumed.output).not.toContain("measuring the base");
      expect(await train("whole")).toMatchObject({ code: 0 });
      const weights = (run: string): Promise<Buffer> =>
        readFile(join(folder, run, "checkpoints", "step-40", "model.safetensors"));
      expect((await weights("stopped")).equals(await weights("whole"))).toBe(true);
    },
  );

  test("does without a compiler and without Python, and says so", { timeout: 10 * minutes }, async () => {
    const settings = ["engine=auto", "steps=1"];
    const { code, output, errors } = await runGuru(
      ["train", "-c", "tiny.yaml", "--out", "bare", ...settings],
      {
        cwd: folder,
        path: folder,
      },
    );
    expect({ code, errors }).toEqual({ code: 0, errors: "" });
    expect(output).toContain("engine    tfjs (");
    expect(output).toContain("no C++ compiler found");
    expect(output).toContain("code is left out: ");
    expect(RunSummary.parse(await json("bare", "summary.json")).leftOut).toMatchObject([{ domain: "code" }]);
  });

  test("trains on the rows of a file that a reward file judges", { timeout: 10 * minutes }, async () => {
    const rows = Array.from({ length: 12 }, (_, index) => ({
      prompt: [{ role: "user", content: `say ${index}` }],
    }));
    await writeFile(join(folder, "train.jsonl"), rows.map((row) => JSON.stringify(row)).join("\n"));
    await writeFile(
      join(folder, "test.jsonl"),
      JSON.stringify({ prompt: [{ role: "user", content: "say 99" }] }),
    );
    await writeFile(
      join(folder, "reward.ts"),
      "export default (response: { text: string }): number => (response.text.length % 5) / 4;",
    );
    const args = [
      "train",
      "-c",
      "tiny.yaml",
      "data.files=[train.jsonl, test.jsonl]",
      "--reward",
      "reward.ts",
      "--out",
      "own",
    ];
    const { code, output, errors } = await runGuru(args, { cwd: folder });
    expect({ code, errors }).toEqual({ code: 0, errors: "" });
    expect(output).toContain(
      "13 rows of train.jsonl, test.jsonl; 12 to train on, 1 held out of a test split",
    );
    expect(output).toContain("file/reward.ts judges every response");
    // A score does not say whether there is an answer.
    expect(RunSummary.parse(await json("own", "summary.json")).overall).not.toHaveProperty("parsed");
  });

  test("refuses a run that another process writes, before it does anything", async () => {
    const config = RunConfig.parse({
      engine: "reference",
      model: { path: "tiny", weights: "random" },
      data: { levels: [1], maxPromptTokens: 100 },
      rollout: { maxResponseTokens: 4 },
      evaluation: { tasksPerDomain: 1, levels: [1] },
    });
    const run = await createRunFolder({ config, folder: join(folder, "held") });
    const { code, output, errors } = await withRunLock(run, () =>
      runGuru(["train", "--resume", "held"], { cwd: folder }),
    );
    expect({ code, output }).toEqual({ code: 1, output: "" });
    expect(errors).toContain(`held is being written by process ${process.pid} of this machine`);
  });

  test("refuses sampling that cannot be trained on before it does anything", async () => {
    const args = ["train", "-c", "tiny.yaml", "rollout.topK=5", "--out", "refused"];
    const { code, output, errors } = await runGuru(args, { cwd: folder });
    expect({ code, output }).toEqual({ code: 2, output: "" });
    expect(errors).toContain("switch off rollout.topK=5");
    expect(existsSync(join(folder, "refused"))).toBe(false);
  });
});

test(
  "guru sft learns from demonstrations, and goes on from the weights of a model that is named",
  { timeout: 10 * minutes },
  async () => {
    const args = ["sft", "-c", "tiny.yaml", "--out", "sft"];
    const { code, output, errors } = await runGuru(args, { cwd: folder });
    expect({ code, errors }).toEqual({ code: 0, errors: "" });
    expect(output).toContain("Supervised fine-tuning: 2 steps of 6 demonstrations, seed 1");
    expect(output).toContain("step 2/2  loss ");

    const further = ["model.path=sft", "evaluation.samples=0", "--out", "further"];
    const second = await runGuru(["sft", "-c", "tiny.yaml", ...further], { cwd: folder });
    expect(second).toMatchObject({ code: 0, errors: "" });
    expect(second.output).toContain("start     weights of sft");
    expect(second.output).not.toMatch(/avg@|pass@|sampled/);
    const weights = (...path: string[]): Promise<Buffer> =>
      readFile(join(folder, ...path, "model.safetensors"));
    expect(await weights("further", "checkpoints", "step-0")).toEqual(
      await weights("sft", "checkpoints", "step-2"),
    );
  },
);
