import { join } from "node:path";
import type { JudgeItem, Task, Verdict } from "@guru/core";
import { afterEach, describe, expect, test } from "vitest";
import { createPool, type Pool, type PoolOptions } from "../../src/pool/create-pool.ts";
import { createJudge } from "../../src/judge.ts";
import { createTask } from "../task-fixture.ts";

const plugin = join(import.meta.dirname, "troublesome-verifiers.mjs");
const execArgv = ["--conditions=@guru/source"];

let pool: Pool;
afterEach(() => pool.close());
const open = async (options: PoolOptions = {}): Promise<void> => {
  pool = await createPool({ plugins: [plugin], execArgv, ...options });
};

const trouble: Task = createTask({ verifier: { name: "test/troublesome", version: "1" }, truth: null });
const items = (texts: readonly string[]): JudgeItem[] =>
  texts.map((text) => ({ task: trouble, response: { text } }));
const withoutCost = (verdicts: readonly Verdict[]) => verdicts.map((verdict) => ({ ...verdict, cost: {} }));

describe("a pool", () => {
  test("gives the verdicts that judging without threads gives, in the items' order", async () => {
    await open({ threads: 2 });
    const tasks = ["27", "3/4", "1e3"].map((value) =>
      createTask({ verifier: { name: "math/number", version: "1" }, truth: { value } }),
    );
    const mixed = Array.from({ length: 200 }, (_, index): JudgeItem => {
      const task = tasks[index % tasks.length] ?? trouble;
      return { task, response: { text: `#${["27", "0.75", "1000", "x"][(index * 7) % 4]}` } };
    });
    const verdicts = await pool.judge(mixed);
    const expected = await createJudge({ registry: pool.registry })(mixed);
    expect(withoutCost(verdicts)).toEqual(withoutCost(expected));
    expect(new Set(verdicts.map(({ outcome }) => outcome))).toEqual(new Set(["correct", "incorrect"]));
  });

  test.each([
    { text: "hang", count: "hung" },
    { text: "wait forever", count: "hung" },
    { text: "exit", count: "died" },
    { text: "eat memory", count: "died" },
  ] as const)("loses one verdict, and no other, to a verifier that meets $text", async ({ text, count }) => {
    await open({ threads: 1, deadlineMs: 400, memoryMb: 64 });
    const texts = ["a", "b", text, "c", "d"];
    const verdicts = await pool.judge(items(texts));
    expect(verdicts.map(({ outcome }) => outcome)).toEqual(
      texts.map((it) => (it === text ? "unscored" : "correct")),
    );
    expect(verdicts[2]).toMatchObject({ reason: `verifier.${count}`, error: { class: "internal" } });
    expect(pool.counts()).toMatchObject({ [count]: 1, replaced: 2, judged: 5, pending: 0 });
    expect((await pool.judge(items(["again"])))[0]?.outcome).toBe("correct");
  });

  test("leaves a verdict unscored when a verifier throws, and replaces nothing", async () => {
    await open({ threads: 1 });
    const [verdict] = await pool.judge(items(["throw"]));
    expect(verdict).toMatchObject({ outcome: "unscored", reason: "verifier.threw" });
    expect(pool.counts()).toMatchObject({ replaced: 0 });
  });

  test("takes no more items of a stream than its window while nobody asks for verdicts", async () => {
    await open({ threads: 1 });
    let taken = 0;
    function* stream() {
      for (const item of items(Array.from({ length: 50 }, (_, index) => `text ${index}`))) {
        taken++;
        yield item;
      }
    }
    const judged = pool.judgeAll(stream(), { window: 8 });
    expect((await judged.next()).value).toMatchObject({ index: 0, verdict: { outcome: "correct" } });
    expect(taken).toBe(8);
    const rest = [];
    for await (const { index } of judged) rest.push(index);
    expect(rest).toEqual(Array.from({ length: 49 }, (_, index) => index + 1));
  });

  test("gives verdicts as they are done when order does not matter", async () => {
    await open({ threads: 2, deadlineMs: 400 });
    const judged = [];
    for await (const one of pool.judgeAll(items(["hang", "b", "c"]), { ordered: false })) judged.push(one);
    expect(judged.map(({ index }) => index).at(-1)).toBe(0);
    expect(judged.map(({ verdict }) => verdict.outcome).toSorted()).toEqual([
      "correct",
      "correct",
      "unscored",
    ]);
  });

  test("answers at once when the caller gives up", async () => {
    await open({ threads: 1, deadlineMs: 60_000 });
    const controller = new AbortController();
    const verdicts = pool.judge(items(["hang", "b"]), controller.signal);
    controller.abort();
    expect((await verdicts).map(({ reason }) => reason)).toEqual(["cancelled", "cancelled"]);
  });

  test("names the plugin that it cannot load", async () => {
    await open();
    await expect(createPool({ plugins: ["./missing.js"] })).rejects.toMatchObject({
      code: "verifier_plugin",
      message: expect.stringContaining("./missing.js") as string,
    });
  });
});
