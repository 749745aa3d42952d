import type { JudgeBatch } from "@guru/core";
import { describe, expect, test } from "vitest";
import { evaluateSampler, EvaluationResult, type SampleRequest } from "../src/index.ts";
import { judge, makeTask, scriptedSampler } from "./fixtures/make-task.ts";

const tasks = [makeTask("math", 1), makeTask("math", 2, 5), makeTask("logic", 3)];
const base = { tasks, judge, maxTokens: 20, seed: 7, modes: { greedy: true, samples: 0 } };
/** Right on even numbers only. */
const evenOnly = scriptedSampler((prompt) =>
  Number(/\d+/.exec(prompt)?.[0]) % 2 === 0 ? "so#2" : "no idea",
);

describe("an evaluation", () => {
  test("records each task in the given order with score, answer and text", async () => {
    const result = await evaluateSampler({ ...base, sampler: evenOnly, clock: () => 0 });
    expect(result.tasks.map(({ id }) => id)).toEqual(tasks.map(({ id }) => id));
    expect(result.tasks[1]).toEqual({
      id: tasks[1]?.id,
      domain: "math",
      level: 5,
      prompt: "math 2?",
      truth: { value: "2" },
      greedy: {
        outcome: "correct",
        score: 1,
        parsed: true,
        extracted: "2",
        reason: "equal",
        text: "so#2",
        tokens: 4,
        finishReason: "stop",
      },
      samples: [],
    });
    expect(result.tasks[0]?.greedy).toMatchObject({ outcome: "incorrect", score: 0, parsed: false });
    expect(result.phases).toEqual([{ mode: "greedy", responses: 3, unscored: 0, tokens: 18, seconds: 0 }]);
  });

  test("survives being written to JSON and read back", async () => {
    const result = await evaluateSampler({ ...base, modes: { greedy: true, samples: 2 }, sampler: evenOnly });
    expect(EvaluationResult.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
  });

  test("runs greedy, made to work and samples with their temperatures, seeds and banned token", async () => {
    const asked: { temperature: number; request: SampleRequest }[] = [];
    const sampler = scriptedSampler((_prompt, _seed, request, temperature) => {
      asked.push({ temperature, request });
      return request.bannedFirstToken === undefined ? "#1" : "work#1";
    });
    const modes = { greedy: true, samples: 3, madeToWork: { bannedFirstToken: 35 } };
    const result = await evaluateSampler({ ...base, modes, sampler });
    expect(result.phases.map(({ mode, responses }) => [mode, responses])).toEqual([
      ["greedy", 3],
      ["madeToWork", 3],
      ["samples", 9],
    ]);
    expect(asked.map(({ temperature }) => temperature)).toEqual([
      ...Array<number>(6).fill(0),
      ...Array<number>(9).fill(1),
    ]);
    expect(result.tasks[0]?.madeToWork?.text).toBe("work#1");
    expect(result.tasks[0]?.samples).toHaveLength(3);
  });

  test("keeps the samples in the order of their seeds", async () => {
    const sampler = scriptedSampler((_prompt, seed) => `#${seed}`);
    const modes = { greedy: false, samples: 4 };
    const result = await evaluateSampler({ ...base, modes, sampler });
    const alone = await evaluateSampler({ ...base, tasks: tasks.slice(2), modes, sampler });
    expect(new Set(result.tasks.flatMap(({ samples }) => samples.map(({ text }) => text))).size).toBe(12);
    expect(alone.tasks[0]?.samples).toEqual(result.tasks[2]?.samples);
  });

  test("samples copies of one task independently", async () => {
    const sampler = scriptedSampler((_prompt, seed) => `#${seed}`);
    const copies = [makeTask("math", 1), makeTask("math", 1)];
    const result = await evaluateSampler({
      ...base,
      tasks: copies,
      modes: { greedy: false, samples: 1 },
      sampler,
    });
    expect(result.tasks[0]?.samples[0]?.text).not.toBe(result.tasks[1]?.samples[0]?.text);
  });

  test("counts what cannot be judged and gives it no score", async () => {
    const sampler = scriptedSampler((prompt) => (prompt.startsWith("logic") ? "?!" : "#1"));
    const result = await evaluateSampler({ ...base, sampler });
    expect(result.phases[0]?.unscored).toBe(1);
    expect(result.tasks[2]?.greedy).not.toHaveProperty("score");
  });

  test("does not say whether an answer was found where the verdict does not", async () => {
    const by = { name: "file/reward.ts", version: "1", options: "" };
    const rest = { reason: "reward.partial", flags: [], cost: { wallMicros: 1 }, by };
    const scoreOnly: JudgeBatch = (items) =>
      Promise.resolve(items.map(() => ({ outcome: "partial", score: 0.5, ...rest })));
    const result = await evaluateSampler({ ...base, judge: scoreOnly, sampler: evenOnly });
    for (const { greedy } of result.tasks) expect(greedy).not.toHaveProperty("parsed");
    expect(EvaluationResult.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
  });

  test("judges while responses are still being made, a few batches at once", async () => {
    const many = Array.from({ length: 300 }, (_, index) => makeTask("math", index));
    let made = 0;
    let running = 0;
    let mostRunning = 0;
    let madeAtFirstVerdict: number | undefined;
    const slowJudge: JudgeBatch = async (items) => {
      running++;
      mostRunning = Math.max(mostRunning, running);
      // Long enough for the sampler to make every response, were it not held back.
      for (let turn = 0; turn < 5000; turn++) await Promise.resolve();
      running--;
      madeAtFirstVerdict ??= made;
      return judge(items);
    };
    const sampler = scriptedSampler(() => {
      made++;
      return "#1";
    });
    const result = await evaluateSampler({ ...base, tasks: many, judge: slowJudge, sampler });
    expect(result.tasks.every(({ greedy }) => greedy !== undefined)).toBe(true);
    expect(mostRunning).toBe(2);
    // The first batch had 64; two batches run and a third is collected beside it.
    expect(madeAtFirstVerdict).toBe(192);
  });

  test("tells its progress", async () => {
    const seen: string[] = [];
    await evaluateSampler({
      ...base,
      modes: { greedy: true, samples: 1 },
      sampler: scriptedSampler(() => "#1"),
      onProgress: ({ mode, done, total, tokens }) => seen.push(`${mode} ${done}/${total} ${tokens}`),
    });
    expect(seen).toEqual([
      "greedy 1/3 2",
      "greedy 2/3 4",
      "greedy 3/3 6",
      "samples 1/3 2",
      "samples 2/3 4",
      "samples 3/3 6",
    ]);
  });
});

describe("an evaluation that cannot go on", () => {
  const sampler = scriptedSampler(() => "#1");

  test("says what is missing", async () => {
    await expect(evaluateSampler({ ...base, tasks: [], sampler })).rejects.toThrow("at least one task");
    await expect(evaluateSampler({ ...base, modes: { greedy: false, samples: 0 }, sampler })).rejects.toThrow(
      "mode",
    );
  });

  test("fails with the judge's own error", async () => {
    const failing: JudgeBatch = () => Promise.reject(new Error("judge is down"));
    await expect(evaluateSampler({ ...base, judge: failing, sampler })).rejects.toThrow("judge is down");
  });

  test("refuses a judge that gives too few verdicts", async () => {
    const short: JudgeBatch = async (items) => (await judge(items)).slice(1);
    await expect(evaluateSampler({ ...base, judge: short, sampler })).rejects.toMatchObject({
      code: "judge",
    });
  });

  test("refuses a sampler that leaves responses out or repeats them", async () => {
    const partial = { ...sampler, sample: () => emptyIterable() };
    const repeating = {
      ...sampler,
      sample: async function* (...call: Parameters<typeof sampler.sample>) {
        yield* sampler.sample(...call);
        yield* sampler.sample(...call);
      },
    };
    await expect(evaluateSampler({ ...base, sampler: partial })).rejects.toThrow("gave 0 of 3 responses");
    await expect(evaluateSampler({ ...base, sampler: repeating })).rejects.toThrow(
      "unexpected response to request 2",
    );
  });

  test("stops between responses when asked to", async () => {
    const controller = new AbortController();
    let made = 0;
    const counting = scriptedSampler(() => {
      if (++made === 2) controller.abort(new Error("enough"));
      return "#1";
    });
    await expect(evaluateSampler({ ...base, sampler: counting, signal: controller.signal })).rejects.toThrow(
      "enough",
    );
    expect(made).toBe(2);
  });

  test("stops while a judge hangs, and tells the judge", async () => {
    const controller = new AbortController();
    let told = false;
    const hanging: JudgeBatch = (_items, signal) => {
      signal?.addEventListener("abort", () => (told = true));
      queueMicrotask(() => {
        controller.abort(new Error("enough"));
      });
      return new Promise(() => undefined);
    };
    const options = { ...base, judge: hanging, sampler, signal: controller.signal };
    await expect(evaluateSampler(options)).rejects.toThrow("enough");
    expect(told).toBe(true);
  });
});

async function* emptyIterable(): AsyncGenerator<never> {
  // Yields nothing.
}
