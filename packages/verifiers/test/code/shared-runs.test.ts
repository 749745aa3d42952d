import { expect, test } from "vitest";
import { createSharedRuns } from "../../src/code/shared-runs.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";

const sandbox = {} as Sandbox;
const truth = { test: "assert f()" };
const key = { sandbox, truth, mode: "strict", language: "python", source: "f = print" };

test("equal programs for one task are run once, also when one comes while the other runs", async () => {
  const shared = createSharedRuns<number>();
  let runs = 0;
  const run = () => Promise.resolve(++runs);
  expect(await Promise.all([shared(key, run), shared(key, run)])).toEqual([1, 1]);
  expect(await shared(key, run)).toBe(1);
});

test.each([
  ["another program", { ...key, source: "f = len" }],
  ["another task with the same truth", { ...key, truth: { ...truth } }],
  ["another mode", { ...key, mode: "published" }],
  ["another language", { ...key, language: "cpp" }],
  ["another sandbox", { ...key, sandbox: {} as Sandbox }],
])("%s is run by itself", async (_what, other) => {
  const shared = createSharedRuns<string>();
  expect(await shared(key, () => Promise.resolve("first"))).toBe("first");
  expect(await shared(other, () => Promise.resolve("second"))).toBe("second");
});

test("a run that fails is not shared", async () => {
  const shared = createSharedRuns<string>();
  const failing = shared(key, () => Promise.reject(new Error("gone")));
  const waiting = shared(key, () => Promise.resolve("own"));
  await expect(failing).rejects.toThrow("gone");
  expect(await waiting).toBe("own");
  expect(await shared(key, () => Promise.resolve("later"))).toBe("later");
});

test("only so many runs are remembered", async () => {
  const shared = createSharedRuns<string>();
  await shared(key, () => Promise.resolve("first"));
  for (let index = 0; index < 600; index++) {
    await shared({ ...key, source: `f = ${index}` }, () => Promise.resolve("other"));
  }
  expect(await shared(key, () => Promise.resolve("again"))).toBe("again");
});
