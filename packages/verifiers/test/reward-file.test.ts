import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { foundAnswer, GuruError, Verdict } from "@guru/core";
import { afterAll, expect, test } from "vitest";
import { createRegistry, createRewardVerifier, loadRewardFile, type RewardFunction } from "../src/index.ts";
import { createTask } from "./task-fixture.ts";

const folder = mkdtempSync(join(tmpdir(), "guru-reward-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const write = (name: string, code: string): string => {
  const file = join(folder, name);
  writeFileSync(file, code);
  return file;
};

const judgeWith = async (reward: unknown): Promise<Verdict> => {
  const verifier = createRewardVerifier(reward as RewardFunction, { name: "file/reward.ts", version: "1" });
  return verifier.verify({ text: "abc" }, null, { task: createTask() });
};

test("a function in a JavaScript file judges with the response and the task", async () => {
  const file = write(
    "length.mjs",
    "export default (response, task) => response.text.length / task.truth.length;",
  );
  const verifier = await loadRewardFile(file);
  expect(verifier).toMatchObject({
    name: "file/length.mjs",
    version: expect.stringMatching(/^[0-9a-f]{12}$/) as string,
  });
  const task = createTask({ truth: { length: 4 } });
  const verdict = await verifier.verify({ text: "abc" }, task.truth, { task });
  expect(verdict).toMatchObject({ outcome: "partial", score: 0.75, by: { name: "file/length.mjs" } });
});

test("the version follows the content of the file", async () => {
  const [a, b] = [write("a.mjs", "export default () => 1;"), write("b.mjs", "export default () => 0;")];
  expect((await loadRewardFile(a)).version).not.toBe((await loadRewardFile(b)).version);
});

test("a file that a compiler made CommonJS of judges like the module it was", async () => {
  const code = `Object.defineProperty(exports, "__esModule", { value: true });
    exports.default = (response) => response.text === "x";`;
  const verifier = await loadRewardFile(write("compiled.cjs", code));
  expect(await verifier.verify({ text: "x" }, null, { task: createTask() })).toMatchObject({ score: 1 });
});

test("a TypeScript file is loaded where Node runs with tsx", () => {
  const file = write(
    "typed.ts",
    'import type { RewardFunction } from "@guru/verifiers";\nconst reward: RewardFunction = ({ text }) => text === "x";\nexport default reward;',
  );
  const program = `
    import { loadRewardFile } from ${JSON.stringify(join(import.meta.dirname, "../src/index.ts"))};
    const verifier = await loadRewardFile(${JSON.stringify(file)});
    const verdict = await verifier.verify({ text: "x" }, null, { task: { id: "1" } });
    process.stdout.write(verdict.outcome);`;
  const run = spawnSync(
    process.execPath,
    ["--conditions=@guru/source", "--import", "tsx", write("main.mts", program)],
    {
      cwd: join(import.meta.dirname, ".."),
      encoding: "utf8",
    },
  );
  expect(`${run.stdout}${run.stderr}`).toBe("correct");
});

test("a verifier in a file is used as it is, and its verdicts are checked", async () => {
  const code = (verdict: string) => `export default {
    name: "mine/odd", version: "3", domain: "math",
    checkGold: () => ({ ok: true }),
    extract: ({ text }) => ({ error: "no_answer", message: text }),
    verify: async () => (${verdict}),
  };`;
  const sound = `{ outcome: "correct", score: 1, reason: "odd", flags: [], cost: { wallMicros: 1 },
    by: { name: "mine/odd", version: "3", options: "" } }`;
  const good = await loadRewardFile(write("good.mjs", code(sound)));
  expect(good).toMatchObject({ name: "mine/odd", version: "3", domain: "math" });
  expect(good.checkGold(1)).toEqual({ ok: true });
  expect(good.extract({ text: "none" })).toEqual({ error: "no_answer", message: "none" });
  const task = createTask({ verifier: { name: "mine/odd", version: "3" } });
  expect(await createRegistry([good]).judge(task, { text: "" })).toMatchObject({ outcome: "correct" });

  const bad = await loadRewardFile(write("bad.mjs", code("{ outcome: 'correct', score: 7 }")));
  expect(await bad.verify({ text: "" }, null, {})).toMatchObject({
    outcome: "unscored",
    reason: "reward.not-a-verdict",
  });
});

test.each([
  ["none.mjs", "export const reward = 1;", /default export of .*none\.mjs is missing; export a function/],
  ["number.mjs", "export default 3;", /default export of .*number\.mjs is a number/],
  ["object.mjs", "export default { score: 1 };", /is an object with the keys score;/],
  ["broken.mjs", "export default (", /broken\.mjs cannot be imported/],
  ["throws.mjs", "throw new Error('no network');", /throws\.mjs cannot be imported: no network/],
])("the file %s is refused with a clear error", async (name, code, message) => {
  const error: unknown = await loadRewardFile(write(name, code)).catch((cause: unknown) => cause);
  expect(GuruError.isInstance(error) && error.code).toBe("reward_file");
  expect(String(error)).toMatch(message);
});

test("a missing file is refused with its path and what to do", async () => {
  await expect(loadRewardFile(join(folder, "gone.ts"))).rejects.toThrow(
    /gone\.ts cannot be read \(ENOENT.*check the path/,
  );
  await expect(loadRewardFile(folder)).rejects.toThrow(/cannot be read/);
});

test.each([
  [true, "correct", 1],
  [false, "incorrect", 0],
  [1, "correct", 1],
  [0, "incorrect", 0],
  [-0, "incorrect", 0],
  [0.25, "partial", 0.25],
])("a reward function that returns %s gives the outcome %s", async (reward, outcome, score) => {
  expect(await judgeWith(() => reward)).toMatchObject({ outcome, score });
  expect(await judgeWith(() => Promise.resolve(reward))).toMatchObject({ outcome, score });
});

test.each([
  [1, "correct"],
  [0.25, "partial"],
  [0, "incorrect"],
])("a score of %s may come with the answer that it is for", async (score, outcome) => {
  const verdict = await judgeWith(() => ({ score, extracted: "c" }));
  const extracted = { text: "c", span: { start: 2, end: 3 }, rule: "reward", rivals: 0 };
  expect(Verdict.parse(verdict)).toMatchObject({ outcome, score, extracted });
  expect(foundAnswer(verdict)).toBe(true);

  const rewritten = await judgeWith(() => ({ score, extracted: "other" }));
  expect(rewritten.extracted).toMatchObject({ text: "other", span: { start: 0, end: 3 } });
});

test.each([1, 0.25, 0])("a score of %s may come with the word that there is no answer", async (score) => {
  const verdict = await judgeWith(() => ({ score, extracted: null }));
  expect(Verdict.parse(verdict)).toMatchObject({ score, error: { class: "no_answer" } });
  expect(foundAnswer(verdict)).toBe(false);
});

test.each([true, false, 1, 0, 0.25])("%s alone does not say whether there is an answer", async (reward) => {
  expect(foundAnswer(await judgeWith(() => reward))).toBeUndefined();
  expect(foundAnswer(await judgeWith(() => ({ score: Number(reward) })))).toBeUndefined();
});

test.each([
  ["a score above 1", () => 1.5, /file\/reward\.ts returned 1\.5; a score must be in \[0, 1\]/],
  ["a score below 0", () => -1, /returned -1/],
  ["NaN", () => NaN, /returned NaN/],
  ["nothing", () => undefined, /returned a undefined; return a number/],
  ["text", () => "1", /returned a string/],
  ["half a verdict", () => ({ outcome: "correct" }), /returned a object.*→ at score/s],
  ["a score above 1 with its answer", () => ({ score: 2, extracted: "a" }), /returned 2; a score must be/],
  ["an answer that is no text", () => ({ score: 1, extracted: 7 }), /returned a object.*→ at extracted/s],
  ["a promise of a bad score", () => Promise.resolve(2), /returned 2/],
])("a reward function that returns %s leaves the response unscored", async (_name, reward, message) => {
  const verdict = await judgeWith(reward);
  expect(verdict).toMatchObject({ outcome: "unscored", error: { class: "config" } });
  expect(verdict.error?.message).toMatch(message);
});

test.each([
  ["an error", () => Promise.reject(new Error("no such key"))],
  [
    "a value that is no error",
    () => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- users' code may throw anything
      throw Object.assign(Object.create(null) as object, { key: "no such key" });
    },
  ],
])("a reward function that throws %s leaves the response unscored", async (_name, reward) => {
  const verdict = await judgeWith(reward);
  expect(verdict).toMatchObject({ outcome: "unscored", reason: "reward.threw" });
  expect(verdict.error?.message).toMatch(/file\/reward\.ts threw on task task-1: .*no such key/s);
});

test("a reward function without a task leaves the response unscored", async () => {
  const verifier = createRewardVerifier(() => 1, { name: "file/reward.ts", version: "1" });
  expect(await verifier.verify({ text: "" }, null, {})).toMatchObject({
    outcome: "unscored",
    reason: "reward.no-task",
  });
});
