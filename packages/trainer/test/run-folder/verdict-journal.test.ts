import { appendFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { RunConfig } from "@guru/core";
import { expect, test } from "vitest";
import { createRunFolder, type RunFolder } from "../../src/index.ts";
import { openVerdictJournal } from "../../src/run-folder/verdict-journal.ts";
import { verdict } from "../support/digit-task.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

async function newRun(): Promise<RunFolder> {
  return createRunFolder({ config: RunConfig.parse({}), root: temporaryFolder() });
}

const response = { step: 3, group: 1, sample: 2, taskId: "task", text: "4#4" };

test("a verdict is found again after reopening, for the very same response only", async () => {
  const run = await newRun();
  const journal = await openVerdictJournal(run, 2);
  await journal.append([{ response, verdict: verdict(0.5) }]);
  const reopened = await openVerdictJournal(run, 2);
  expect(reopened.find(response)).toEqual(verdict(0.5));
  for (const change of [{ step: 4 }, { group: 0 }, { sample: 1 }, { taskId: "other" }, { text: "4#5" }]) {
    expect(reopened.find({ ...response, ...change })).toBeUndefined();
  }
});

test("verdicts of steps before the checkpoint are forgotten", async () => {
  const run = await newRun();
  await (await openVerdictJournal(run, 2)).append([{ response, verdict: verdict(1) }]);
  expect((await openVerdictJournal(run, 3)).find(response)).toBeUndefined();
});

test("a journal that was cut off keeps its whole lines and can be continued", async () => {
  const run = await newRun();
  await (await openVerdictJournal(run, 2)).append([{ response, verdict: verdict(1) }]);
  await appendFile(join(run.folder, "journal.jsonl"), '{"step":3,"group":1,"samp');
  const second = { ...response, sample: 3 };
  await (await openVerdictJournal(run, 2)).append([{ response: second, verdict: verdict(0) }]);
  const reopened = await openVerdictJournal(run, 2);
  expect([reopened.find(response), reopened.find(second)]).toEqual([verdict(1), verdict(0)]);
});

test("clearing empties it", async () => {
  const run = await newRun();
  const journal = await openVerdictJournal(run, 2);
  await journal.append([{ response, verdict: verdict(1) }]);
  await journal.clear();
  expect(await readFile(join(run.folder, "journal.jsonl"), "utf8")).toBe("");
});

test("groups judged at the same time are written one after the other", async () => {
  const run = await newRun();
  const journal = await openVerdictJournal(run, 0);
  const groups = Array.from({ length: 20 }, (_, group) => ({
    ...response,
    group,
    text: "x".repeat(5000 + group),
  }));
  await Promise.all(groups.map((each) => journal.append([{ response: each, verdict: verdict(1) }])));
  const reopened = await openVerdictJournal(run, 0);
  expect(groups.every((each) => reopened.find(each) !== undefined)).toBe(true);
});
