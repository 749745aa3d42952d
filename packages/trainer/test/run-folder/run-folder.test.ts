import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { RunConfig } from "@guru/core";
import { expect, test } from "vitest";
import { createRunFolder, openRunFolder, writeRunFile } from "../../src/index.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const config = RunConfig.parse({ name: "first-try", seed: 11 });
const now = new Date(2026, 0, 31, 9, 5, 7);

test("a new run is named after its time and name, and holds its resolved config", async () => {
  const root = temporaryFolder();
  const run = await createRunFolder({ config, root, now });
  expect(run.folder).toBe(join(root, "20260131-090507-first-try"));
  expect(RunConfig.parse(JSON.parse(await readFile(join(run.folder, "config.json"), "utf8")))).toEqual(
    config,
  );
  expect((await readdir(run.folder)).sort()).toEqual(["checkpoints", "config.json", "rollouts"]);
});

test("two runs of the same second get different folders", async () => {
  const root = temporaryFolder();
  await createRunFolder({ config, root, now });
  const second = await createRunFolder({ config, root, now });
  expect(second.folder).toBe(join(root, "20260131-090507-first-try-2"));
});

test("an opened run has the config it was created with", async () => {
  const { folder } = await createRunFolder({ config, root: temporaryFolder(), now });
  expect(await openRunFolder(folder)).toEqual({ folder, config });
});

test("a folder of one's own is taken when it is new or empty, and refused when it is not", async () => {
  const root = temporaryFolder();
  const folder = join(root, "deep", "mine");
  expect((await createRunFolder({ config, folder })).folder).toBe(folder);
  await expect(createRunFolder({ config, folder })).rejects.toThrow(`${folder} is not empty`);
});

test.each([
  ["a folder that is no run", undefined, "is not a run"],
  ["a config that is cut off", '{"name": "fir', "is not valid JSON"],
  ["a config with an unknown key", '{"nmae": "first"}', 'Unrecognized key: "nmae"'],
])("%s is refused with its reason", async (_title, text, message) => {
  const folder = temporaryFolder();
  if (text !== undefined) await writeFile(join(folder, "config.json"), text);
  await expect(openRunFolder(folder)).rejects.toMatchObject({
    code: "run_folder",
    message: expect.stringContaining(message) as string,
  });
});

test("a place that cannot be written is named", async () => {
  const root = join(temporaryFolder(), "file");
  await writeFile(root, "in the way");
  await expect(createRunFolder({ config, root, now })).rejects.toMatchObject({
    code: "storage",
    message: expect.stringContaining(root) as string,
  });
});

test("a file of the run is replaced as a whole", async () => {
  const run = await createRunFolder({ config, root: temporaryFolder(), now });
  await writeRunFile(run, "summary.json", '{"long": "content"}');
  await writeRunFile(run, "summary.json", "{}");
  expect(await readFile(join(run.folder, "summary.json"), "utf8")).toBe("{}");
  expect((await readdir(run.folder)).filter((name) => name.startsWith("."))).toEqual([]);
});

test("a file that cannot take its place is an error that names it", async () => {
  const run = await createRunFolder({ config, root: temporaryFolder(), now });
  await mkdir(join(run.folder, "summary.json"));
  await expect(writeRunFile(run, "summary.json", "{}")).rejects.toMatchObject({
    code: "storage",
    message: expect.stringContaining(join(run.folder, "summary.json")) as string,
  });
});
