import { expect, test } from "vitest";
import { askJudge, GuruError, type JudgeBatch, type JudgeItem, type Verdict } from "../src/index.ts";

const item = (text: string): JudgeItem => ({
  task: {
    id: "1",
    domain: "math",
    source: "test",
    prompt: [{ role: "user", content: "1+1=?" }],
    verifier: { name: "test", version: "1" },
    truth: "2",
    split: "test",
    difficulty: {},
    origin: {},
  },
  response: { text },
});
const verdict: Verdict = {
  outcome: "partial",
  score: 0.5,
  reason: "half",
  flags: [],
  cost: { wallMicros: 1 },
  by: { name: "test", version: "1", options: "" },
};
const items = [item("2"), item("3")];

test("a judge is given task and response and the signal, and its verdicts come back", async () => {
  const { signal } = new AbortController();
  const asked: unknown[] = [];
  const judge: JudgeBatch = (batch, given) => {
    asked.push(batch, given);
    return Promise.resolve(batch.map(() => verdict));
  };
  const noted = items.map((each) => ({ ...each, place: 1 }));
  expect(await askJudge(judge, noted, signal)).toEqual([verdict, verdict]);
  expect(asked).toEqual([items, signal]);
});

test.each<[string, JudgeBatch, string]>([
  ["rejects", () => Promise.reject(new Error("down")), "judging 2 responses failed: Error: down"],
  [
    "throws",
    () => {
      throw new Error("bug");
    },
    "judging 2 responses failed: Error: bug",
  ],
  ["gives too few verdicts", () => Promise.resolve([verdict]), "the judge gave 1 verdicts for 2 responses"],
  [
    "gives something else",
    () => Promise.resolve([verdict, { ...verdict, score: 7 }]),
    "no verdict:\n✖ Too big: expected number to be <=1\n  → at [1].score",
  ],
])("a judge that %s is named", async (_what, judge, message) => {
  await expect(askJudge(judge, items)).rejects.toMatchObject({
    code: "judge",
    message: expect.stringContaining(message) as string,
  });
});

test("an error that says itself what to do goes through", async () => {
  const own = new GuruError("quota", "the service has no more for you today");
  await expect(askJudge(() => Promise.reject(own), items)).rejects.toBe(own);
});
