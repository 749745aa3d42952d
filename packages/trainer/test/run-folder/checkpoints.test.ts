import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { RunConfig } from "@guru/core";
import { expect, test } from "vitest";
import { createRunFolder, listCheckpoints, type RunFolder } from "../../src/index.ts";
import { cleanCheckpoints, pruneCheckpoints, writeCheckpoint } from "../../src/run-folder/checkpoints.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

async function runWith(...steps: number[]): Promise<RunFolder> {
  const run = await createRunFolder({ config: RunConfig.parse({}), root: temporaryFolder() });
  for (const step of steps)
    await writeCheckpoint(run, step, (folder) => writeFile(join(folder, "step"), `${step}`));
  return run;
}

async function stepsOf(run: RunFolder): Promise<number[]> {
  return (await listCheckpoints(run)).map(({ step }) => step);
}

test("checkpoints are listed by step, not by name", async () => {
  expect(await stepsOf(await runWith(0, 20, 100, 9))).toEqual([0, 9, 20, 100]);
});

test("a checkpoint whose writing fails does not appear, and the ones before it stay", async () => {
  const run = await runWith(0, 5);
  const failing = writeCheckpoint(run, 10, async (folder) => {
    await writeFile(join(folder, "part"), "half");
    await writeFile(join(folder, "missing", "file"), "x");
  });
  await expect(failing).rejects.toMatchObject({
    code: "storage",
    message: expect.stringContaining(join(run.folder, "checkpoints", "step-10")) as string,
  });
  expect(await stepsOf(run)).toEqual([0, 5]);
});

test("what an interrupted save left is no checkpoint, is cleaned up, and does not leak into the next", async () => {
  const run = await runWith(0);
  const unfinished = join(run.folder, "checkpoints", ".step-4.unfinished");
  await mkdir(unfinished);
  await writeFile(join(unfinished, "stale"), "");
  expect(await stepsOf(run)).toEqual([0]);
  const { folder } = await writeCheckpoint(run, 4, (place) => writeFile(join(place, "step"), "4"));
  expect(await readdir(folder)).toEqual(["step"]);
  await mkdir(unfinished);
  await cleanCheckpoints(run);
  expect((await readdir(join(run.folder, "checkpoints"))).sort()).toEqual(["step-0", "step-4"]);
});

test("saving a step again replaces it", async () => {
  const run = await runWith(0, 4);
  const { folder } = await writeCheckpoint(run, 4, (place) => writeFile(join(place, "step"), "new"));
  expect(await readFile(join(folder, "step"), "utf8")).toBe("new");
  expect(await readdir(join(run.folder, "checkpoints"))).toHaveLength(2);
});

test("the start, the best and the last ones are kept", async () => {
  const run = await runWith(0, 10, 20, 30, 40);
  await pruneCheckpoints(run, { keep: 2, best: 10 });
  expect(await stepsOf(run)).toEqual([0, 10, 30, 40]);
  await pruneCheckpoints(run, { keep: 1, best: undefined });
  expect(await stepsOf(run)).toEqual([0, 40]);
});
