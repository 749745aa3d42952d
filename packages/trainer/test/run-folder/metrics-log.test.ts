import { appendFile, readFile, symlink, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { RunConfig } from "@guru/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createRunFolder, metricsFile, readMetrics, type RunFolder } from "../../src/index.ts";
import { appendMetrics, cutMetrics } from "../../src/run-folder/metrics-log.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

async function newRun(): Promise<RunFolder> {
  return createRunFolder({ config: RunConfig.parse({}), root: temporaryFolder() });
}

test("metrics are read back as they were appended", async () => {
  const run = await newRun();
  const rows = [
    { step: 1, "actor/entropy": 1.25 },
    { step: 2, "actor/entropy": 0.5, "critic/score/mean": 1 / 3 },
  ];
  for (const row of rows) await appendMetrics(run, row);
  expect(await readMetrics(run)).toEqual(rows);
});

test("a run without metrics has none", async () => {
  expect(await readMetrics(await newRun())).toEqual([]);
});

test("wherever the last line was cut off, the lines before it are read", async () => {
  const run = await newRun();
  for (let step = 1; step <= 3; step++) await appendMetrics(run, { step, value: step / 7 });
  const whole = await readFile(metricsFile(run), "utf8");
  const ends = [...whole.matchAll(/\n/g)].map(({ index }) => index + 1);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: whole.length }), async (length) => {
      await writeFile(metricsFile(run), whole.slice(0, length));
      expect(await readMetrics(run)).toHaveLength(ends.filter((end) => end <= length).length);
    }),
  );
});

test("a damaged line before the last is an error that names it", async () => {
  const run = await newRun();
  await writeFile(metricsFile(run), '{"step":1}\n{"st\n{"step":3}\n');
  await expect(readMetrics(run)).rejects.toThrow(`${metricsFile(run)}:2 is damaged`);
});

test("cutting removes later steps and a line that was cut off, so that appending starts on a line of its own", async () => {
  const run = await newRun();
  for (let step = 1; step <= 4; step++) await appendMetrics(run, { step });
  await appendFile(metricsFile(run), '{"step":5,"act');
  await cutMetrics(run, 2);
  await appendMetrics(run, { step: 3 });
  expect(await readFile(metricsFile(run), "utf8")).toBe('{"step":1}\n{"step":2}\n{"step":3}\n');
});

// Writing to /dev/full fails as on a full disk.
test.skipIf(!existsSync("/dev/full"))(
  "a full disk is an error that names the file (needs /dev/full)",
  async () => {
    const run = await newRun();
    await symlink("/dev/full", metricsFile(run));
    await expect(appendMetrics(run, { step: 1 })).rejects.toMatchObject({
      code: "storage",
      message: expect.stringMatching(/^cannot write .*metrics\.jsonl: ENOSPC/) as string,
    });
  },
);
