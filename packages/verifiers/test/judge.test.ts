import { Verdict } from "@guru/core";
import { expect, test } from "vitest";
import { createJudge, createRewardVerifier, defaultRegistry, type Sandbox } from "../src/index.ts";
import { createTask } from "./task-fixture.ts";

const reference = { name: "test/reward", version: "1" };
const itemsOf = (texts: readonly string[]) =>
  texts.map((text) => ({ task: createTask(), response: { text } }));

test("verdicts come in the order of the items, whichever is done first", async () => {
  // Each waits for the one behind it, so the last is done first.
  const done = new Map<number, () => void>();
  const verifier = createRewardVerifier(async ({ text }) => {
    const index = Number(text);
    if (index < 2) await new Promise<void>((resolve) => done.set(index, resolve));
    done.get(index - 1)?.();
    return index / 2;
  }, reference);
  const verdicts = await createJudge({ registry: defaultRegistry, verifier })(itemsOf(["0", "1", "2"]));
  expect(verdicts.map((verdict) => "score" in verdict && verdict.score)).toEqual([0, 0.5, 1]);
});

test("no more items than allowed are judged at the same time, and all of them are", async () => {
  let running = 0;
  let highest = 0;
  const verifier = createRewardVerifier(async () => {
    highest = Math.max(highest, ++running);
    await new Promise((resolve) => setImmediate(resolve));
    running--;
    return true;
  }, reference);
  const judge = createJudge({ registry: defaultRegistry, verifier, concurrency: 3 });
  const verdicts = await judge(itemsOf(Array.from({ length: 20 }, String)));
  expect(highest).toBe(3);
  expect(verdicts.map((verdict) => verdict.outcome)).toEqual(Array(20).fill("correct"));
});

test("a judge of nothing gives no verdicts", async () => {
  expect(await createJudge({ registry: defaultRegistry })([])).toEqual([]);
});

test("the wall time of a verdict is measured with the clock", async () => {
  let now = 0;
  const judge = createJudge({ registry: defaultRegistry, clock: () => (now += 2.5) });
  const [verdict] = await judge(itemsOf(["#7"]));
  expect(verdict).toMatchObject({ outcome: "correct", cost: { wallMicros: 2500 } });
});

test("one item that cannot be judged does not touch the others", async () => {
  const judge = createJudge({ registry: defaultRegistry });
  const broken = { task: createTask({ verifier: { name: "none", version: "1" } }), response: { text: "#7" } };
  const verdicts = await judge([...itemsOf(["#7"]), broken, ...itemsOf(["#8"])]);
  expect(verdicts.map((verdict) => verdict.outcome)).toEqual(["correct", "unscored", "incorrect"]);
});

test("the sandbox, the signal and the task reach the verifier", async () => {
  const sandbox = { level: 1, fingerprint: "test" } as Sandbox;
  const controller = new AbortController();
  const seen: { signal?: AbortSignal }[] = [];
  const verifier = {
    ...createRewardVerifier(() => true, reference),
    verify: (...[response, , context]: Parameters<ReturnType<typeof createRewardVerifier>["verify"]>) => {
      seen.push(context);
      return createRewardVerifier(() => true, reference).verify(response, null, context);
    },
  };
  const [item] = itemsOf(["x"]);
  if (item === undefined) throw new Error("no item");
  await createJudge({ registry: defaultRegistry, sandbox, verifier })([item], controller.signal);
  expect(seen).toEqual([{ sandbox, signal: expect.any(AbortSignal) as AbortSignal, task: item.task }]);
  controller.abort("enough");
  expect(seen[0]?.signal?.reason).toBe("enough");
});

test("a fired signal ends the wait for a verifier that hangs, and what is not judged is unscored", async () => {
  const controller = new AbortController();
  const verifier = createRewardVerifier(({ text }) => {
    if (text === "quick") return true;
    controller.abort();
    return new Promise<never>(() => undefined);
  }, reference);
  const judge = createJudge({ registry: defaultRegistry, verifier, concurrency: 1 });
  const verdicts = await judge(itemsOf(["quick", "hangs", "never begun"]), controller.signal);
  expect(verdicts.map(({ outcome, reason }) => `${outcome} ${reason}`)).toEqual([
    "correct reward.full",
    "unscored cancelled",
    "unscored cancelled",
  ]);
  for (const verdict of verdicts) expect(Verdict.parse(verdict)).toEqual(verdict);
});

test("a signal that fired before judges nothing", async () => {
  const verdicts = await createJudge({ registry: defaultRegistry })(itemsOf(["#7"]), AbortSignal.abort());
  expect(verdicts).toMatchObject([{ outcome: "unscored", reason: "cancelled", by: { name: "math/number" } }]);
});

test("a response that occurs twice for a task is judged once and both get its verdict", async () => {
  const judged: string[] = [];
  const verifier = createRewardVerifier(
    ({ text }) => {
      judged.push(text);
      return text === "good" ? 1 : 0;
    },
    { name: "file/count", version: "1" },
  );
  const judge = createJudge({ registry: defaultRegistry, verifier });
  const task = createTask();
  const answers = ["good", "bad", "good", "bad", "good"];
  const verdicts = await judge(answers.map((text) => ({ task, response: { text } })));
  expect(verdicts.map(({ outcome }) => outcome)).toEqual([
    "correct",
    "incorrect",
    "correct",
    "incorrect",
    "correct",
  ]);
  expect(judged.sort()).toEqual(["bad", "good"]);
});
