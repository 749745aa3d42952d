import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RunConfig } from "@guru/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { runCli } from "../../src/run-cli.ts";
import { createTestContext } from "../support/test-context.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "guru-cli-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function run(...args: readonly string[]): Promise<{ code: number; printed: string; errors: string }> {
  const context = createTestContext();
  const code = await runCli(args, context);
  return { code, printed: context.printed.join("\n"), errors: context.errors.join("\n") };
}

test("--dry-run prints the whole resolved config as YAML and starts nothing", async () => {
  const { code, printed, errors } = await run(
    "train",
    "--dry-run",
    "preset=quick",
    "seed=7",
    "--reward",
    "a b.ts",
  );
  expect({ code, errors }).toEqual({ code: 0, errors: "" });
  expect(RunConfig.parse(parse(printed))).toEqual(parse(printed));
  expect(parse(printed)).toMatchObject({ name: "quick", seed: 7, method: "grpo", rewardFile: "a b.ts" });
});

test("guru sft resolves the recipe of the base model", async () => {
  const { printed } = await run("sft", "--dry-run");
  expect(parse(printed)).toMatchObject({
    method: "sft",
    name: "sft-nano-base",
    model: { weights: "random" },
  });
});

test("help names every command and is no failure", async () => {
  const { code, printed } = await run("--help");
  expect(code).toBe(0);
  for (const name of ["train", "sft", "eval", "generate", "runs", "doctor"])
    expect(printed).toContain(`  ${name}`);
});

describe("what is not understood ends with 2 and says why", () => {
  test.each([
    [["trian"], "Did you mean train?"],
    [["train", "--dry-rum"], "Did you mean --dry-run?"],
    [["train", "steps"], 'expected a setting such as optimizer.learningRate=1e-4, got "steps"'],
    [["train", "stepz=3"], "stepz: unknown key; did you mean steps?"],
    [["train", "--resume", "run", "steps=3"], "--resume continues a run as it was configured"],
    [["train", "--resume", "run", "-c", "a.yaml"], "cannot be used with option"],
    [["train", "-c", "nowhere.yaml"], "cannot read the config nowhere.yaml"],
    [["generate", "-n", "0"], "It must be a positive whole number."],
    [["generate"], "there is no prompt"],
    [["generate", "-p", "x", "--engine", "nativ"], "did you mean native?"],
    [["runs", "compare", "one"], "missing required argument 'second'"],
  ])("guru %j", async (args, message) => {
    const { code, errors } = await run(...args);
    expect(errors).toContain(message);
    expect(code).toBe(2);
  });
});

describe("what fails ends with 1, with its code and without a stack", () => {
  test.each([
    [["train", "--resume", "nowhere"], "[run_folder]"],
    [["train", "engine=reference", "model.path=nowhere"], "[checkpoint_missing]"],
    [["train", "engine=reference", "--reward", "nowhere.ts"], "[reward_file]"],
    [["train", "engine=reference", "model.weights=random", "data.files=[nowhere.jsonl]"], "[data_file]"],
    [["eval", "nowhere", "engine=reference"], "[checkpoint_missing]"],
    [["runs", "compare", "nowhere", "nowhere"], "[run_folder]"],
  ])("guru %j", async (args, code) => {
    const { code: exit, errors } = await run(...args);
    expect(errors).toContain(code);
    expect(errors).not.toContain("    at ");
    expect(exit).toBe(1);
  });

  test("GURU_DEBUG=1 shows where it happened", async () => {
    const context = createTestContext({ debug: true });
    await runCli(["runs", "compare", "nowhere", "nowhere"], context);
    expect(context.errors.join("\n")).toContain("    at ");
  });
});

test("a folder without runs says how to start one", async () => {
  const { code, printed } = await run("runs", "list", "--root", folder);
  expect({ code, printed }).toEqual({
    code: 0,
    printed: `There are no runs in ${folder} yet; guru train starts one.`,
  });
});
