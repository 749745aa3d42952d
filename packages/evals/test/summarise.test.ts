import type { Domain } from "@guru/core";
import { describe, expect, test } from "vitest";
import {
  compareSummaries,
  type EvaluatedAnswer,
  evaluateSampler,
  type EvaluationResult,
  formatComparison,
  formatSummaryTable,
  renderReport,
  RunSummary,
  scoreByDomain,
  summarise,
  type SummaryMetaInput,
} from "../src/index.ts";
import { judge, makeTask, scriptedSampler } from "./fixtures/make-task.ts";

const meta: SummaryMetaInput = {
  name: "test",
  method: "grpo",
  seed: 3,
  model: "nano-base",
  engine: "reference (float64)",
  steps: 10,
  tokensPerSecond: 12345,
  phases: [
    { name: "evaluate before", seconds: 12.34 },
    { name: "train", seconds: 151 },
  ],
  trainedLevels: [1, 2],
};

const tasks = (["math", "logic"] as Domain[]).flatMap((domain) =>
  Array.from({ length: 60 }, (_, index) => makeTask(domain, index, 1 + (index % 3))),
);

/** A model that is right below a limit, needs to work up to another, and gives no answer from a third on. */
function evaluateLimits(limits: { bare: number; worked: number; silent: number }): Promise<EvaluationResult> {
  const sampler = scriptedSampler((prompt, seed, { bannedFirstToken }, temperature) => {
    const number = Number(/\d+/.exec(prompt)?.[0]);
    if (number >= limits.silent) return "hmm";
    const limit = bannedFirstToken === undefined ? limits.bare : limits.worked;
    return number < limit && (temperature === 0 || seed % 2 === 0) ? `#${number}` : "#none";
  });
  const modes = { greedy: true, samples: 4, madeToWork: { bannedFirstToken: 1 } };
  return evaluateSampler({ tasks, judge, modes, maxTokens: 9, seed: 3, sampler, clock: () => 0 });
}

const before = await evaluateLimits({ bare: 15, worked: 30, silent: 54 });
const after = await evaluateLimits({ bare: 42, worked: 42, silent: 60 });
const summary = summarise(before, after, meta);

describe("a summary", () => {
  test("fits its schema after a trip through JSON", () => {
    expect(RunSummary.parse(JSON.parse(JSON.stringify(summary)))).toEqual(summary);
  });

  test("gives before, after and rise per domain and as the mean over domains", () => {
    expect(summary.domains.map(({ domain }) => domain)).toEqual(["math", "logic"]);
    for (const row of [...summary.domains, summary.overall]) {
      expect(row.greedy?.before.value).toBeCloseTo(0.25);
      expect(row.greedy?.after?.value).toBeCloseTo(0.7);
      expect(row.greedy?.rise?.value).toBeCloseTo(0.45);
      expect(row.madeToWork?.before.value).toBeCloseTo(0.5);
      expect(row.parsed).toEqual({ before: 0.9, after: 1 });
    }
    expect(summary.overall).toMatchObject({ tasks: 120, samples: 480, unscored: { before: 0, after: 0 } });
  });

  test("narrows the interval of the mean over domains", () => {
    const width = (row: typeof summary.overall): number =>
      (row.greedy?.rise?.high ?? 0) - (row.greedy?.rise?.low ?? 0);
    for (const row of summary.domains) expect(width(summary.overall)).toBeLessThan(width(row));
  });

  test("splits the gain", () => {
    const { gain } = summary.overall;
    expect(gain?.noAnswerToRight.value).toBe(0);
    expect(gain?.elicited.value).toBeCloseTo(0.25);
    expect(gain?.learned.value).toBeCloseTo(0.2);
    expect(gain?.learned.low).toBeGreaterThan(0);
  });

  test("marks levels that were not trained on", () => {
    expect(
      summary.overall.levels.map(({ level, trained, greedy }) => [level, trained, greedy.tasks]),
    ).toEqual([
      [1, true, 40],
      [2, true, 40],
      [3, false, 40],
    ]);
  });

  test("has pass@k for powers of two up to the number of samples, growing with k", () => {
    const { passAtK, averageAtK } = summary.overall;
    expect(passAtK.map(({ k }) => k)).toEqual([2, 4]);
    const [two, four] = passAtK.map(({ measure }) => measure.before.value);
    expect(two).toBeGreaterThan(averageAtK?.before.value ?? 1);
    expect(four).toBeGreaterThan(two ?? 1);
  });

  test("has no pass@k where the reward gives parts of its full score and never all of it", () => {
    const halved = (result: EvaluationResult): EvaluationResult => ({
      ...result,
      tasks: result.tasks.map((task) => ({
        ...task,
        samples: task.samples.map((sample) =>
          sample.score === undefined ? sample : { ...sample, outcome: "partial", score: sample.score / 2 },
        ),
      })),
    });
    const partial = summarise(halved(before), halved(after), meta);
    expect(partial.overall.passAtK).toEqual([]);
    expect(partial.overall.averageAtK?.before.value).toBeCloseTo(
      (summary.overall.averageAtK?.before.value ?? Number.NaN) / 2,
    );
    expect(formatSummaryTable(partial)).not.toContain("pass@");
    expect(partial.whatHappened).not.toContain("pass@");
  });

  test("has only a before with one evaluation", () => {
    const alone = summarise(before, undefined, meta);
    expect(alone.overall.greedy).not.toHaveProperty("rise");
    expect(alone.overall).not.toHaveProperty("gain");
    expect(alone.whatHappened).toContain("answers 25.0 % of 120 held-out tasks right");
  });

  test("leaves unscored responses out of both sides", () => {
    const broken: EvaluationResult = {
      ...after,
      tasks: after.tasks.map((task, index) =>
        index === 0 && task.greedy
          ? { ...task, greedy: { ...task.greedy, outcome: "unscored", score: undefined } }
          : task,
      ),
    };
    const { overall, whatHappened } = summarise(before, broken, meta);
    expect(overall.greedy?.tasks).toBe(119);
    expect(overall.unscored).toEqual({ before: 0, after: 1 });
    expect(whatHappened).toContain("1 response could not be judged and count");
  });

  test("refuses evaluations of different tasks", () => {
    expect(() => summarise(before, { ...after, tasks: after.tasks.slice(1) }, meta)).toThrow(
      "120 and 119 tasks",
    );
    expect(() => summarise(before, { ...after, tasks: after.tasks.toReversed() }, meta)).toThrow("task 1 of");
  });
});

describe("what happened, in words", () => {
  test("tells learning from elicitation", () => {
    expect(summary.whatHappened).toMatchInlineSnapshot(
      `"Reinforcement learning took greedy accuracy on 120 held-out tasks, averaged over 2 domains, from 25.0 % to 70.0 %: +45.0 points (95 % interval +35.8 to +54.2). It rose in math and logic. Of the 45.0 points, 0.0 come from tasks to which the base gave no parsable answer, 25.0 are elicited (the base gets as far when it is made to show its work before answering) and 20.0 are learned (beyond that). So reinforcement learning mostly brought out what the base could already do, and taught some skill beyond it (95 % interval of learned +13.3 to +27.5). Sampled at temperature 1, the mean score went from 12.1 % to 32.1 %. pass@4 went from 23.3 % to 65.8 %: it rose, so more tasks are within reach of several samples. On level 3, which training never showed, greedy accuracy went from 25.0 % to 70.0 % (rise +45.0, 95 % interval +30.0 to +60.0)."`,
    );
  });

  test("says when nothing was learned", async () => {
    const elicited = await evaluateLimits({ bare: 28, worked: 30, silent: 54 });
    expect(summarise(before, elicited, meta).whatHappened).toContain("it did not teach it a new skill");
  });

  test("says when the gain is mostly giving an answer at all", async () => {
    const quiet = await evaluateLimits({ bare: 30, worked: 30, silent: 15 });
    expect(summarise(quiet, after, meta).whatHappened).toContain("More than a third of the gain");
  });

  test("says when nothing rose and when something fell", () => {
    expect(summarise(before, before, meta).whatHappened).toContain(
      "No change beyond the noise is shown in math and logic",
    );
    expect(summarise(after, before, meta).whatHappened).toContain("training made the model worse");
  });

  test("calls a control a control", () => {
    const control = summarise(before, after, { ...meta, rewards: "shuffled" });
    expect(control.whatHappened).toMatch(/^This is a control/);
  });

  test("names the domains that were left out, and why", () => {
    const without = summarise(before, after, {
      ...meta,
      leftOut: [{ domain: "code", reason: "no python3 was found" }],
    });
    expect(without.whatHappened).toContain("The code domain was left out: no python3 was found.");
    expect(formatSummaryTable(without)).toMatch(/^code +left out$/m);
  });
});

describe("an evaluation without samples", () => {
  const greedyOnly = (result: EvaluationResult): EvaluationResult => ({
    ...result,
    samples: 0,
    tasks: result.tasks.map((task) => ({ ...task, samples: [] })),
  });
  const alone = summarise(greedyOnly(before), greedyOnly(after), meta);

  test("has its greedy measures and neither avg@k nor pass@k", () => {
    expect(RunSummary.parse(JSON.parse(JSON.stringify(alone)))).toEqual(alone);
    expect(alone.overall).toMatchObject({ samples: 0, passAtK: [] });
    expect(alone.overall.greedy).toEqual(summary.overall.greedy);
    expect(alone.overall).not.toHaveProperty("averageAtK");
  });

  test.each([
    ["table", formatSummaryTable(alone)],
    ["report", renderReport({ summary: alone, metrics: [], samples: [] })],
    ["text", alone.whatHappened],
  ])("says nothing of samples in its %s", (_what, text) => {
    expect(text).not.toMatch(/avg@|pass@|samples? (a task|each)|at temperature 1|NaN|undefined/);
  });
});

describe("a reward that is only a score", () => {
  const scoreOnly = (result: EvaluationResult): EvaluationResult => ({
    ...result,
    tasks: result.tasks.map((task) => ({
      ...task,
      ...(task.greedy && { greedy: withoutParsed(task.greedy) }),
    })),
  });
  const own = summarise(scoreOnly(before), scoreOnly(after), meta);

  test("has no share of parsed responses, and no gain from tasks without an answer", () => {
    expect(own.overall).not.toHaveProperty("parsed");
    expect(own.overall.greedy).toEqual(summary.overall.greedy);
    const { gain } = own.overall;
    expect(gain?.noAnswerToRight.value).toBe(0);
    expect((gain?.elicited.value ?? 0) + (gain?.learned.value ?? 0)).toBeCloseTo(0.45);
  });

  test.each([
    ["table", formatSummaryTable(own)],
    ["report", renderReport({ summary: own, metrics: [], samples: [] })],
  ])("has no column for them in its %s", (_what, text) => {
    expect(text).not.toMatch(/parsed/);
  });

  test("leaves the responses of which nothing is said out of the share", () => {
    const [first, ...rest] = before.tasks;
    if (first?.greedy === undefined) throw new Error("the first task was answered greedily");
    const mixed = { ...before, tasks: [{ ...first, greedy: withoutParsed(first.greedy) }, ...rest] };
    // 54 of the 60 tasks of the domain hold an answer, the first among them.
    expect(summarise(mixed, undefined, meta).domains[0]?.parsed?.before).toBeCloseTo(53 / 59);
  });
});

function withoutParsed(answer: EvaluatedAnswer): EvaluatedAnswer {
  return { ...answer, parsed: undefined };
}

test("the terminal table is aligned and explains its columns", () => {
  expect(formatSummaryTable(summary)).toMatchInlineSnapshot(`
    "domain       greedy   rise   95 % interval  made to work        parsed
    ──────────────────────────────────────────────────────────────────────
    math    25.0 → 70.0  +45.0  +31.7 to +58.3   50.0 → 70.0  90.0 → 100.0
    logic   25.0 → 70.0  +45.0  +33.3 to +58.3   50.0 → 70.0  90.0 → 100.0
    ──────────────────────────────────────────────────────────────────────
    mean    25.0 → 70.0  +45.0  +35.8 to +54.2   50.0 → 70.0  90.0 → 100.0

    domain        avg@4       pass@4  no answer  elicited  learned
    ──────────────────────────────────────────────────────────────
    math    10.4 → 29.2  23.3 → 65.0        0.0     +25.0    +20.0
    logic   13.8 → 35.0  23.3 → 66.7        0.0     +25.0    +20.0
    ──────────────────────────────────────────────────────────────
    mean    12.1 → 32.1  23.3 → 65.8        0.0     +25.0    +20.0

    Percent of 120 held-out tasks, 4 samples each at temperature 1.
    Rises are in points; intervals come from a bootstrap paired by task.
    rise = no answer (none before, right now) + elicited (up to the base made to work) + learned.
    Seed 3, reference (float64), 12,345 tokens/s.
    Time: evaluate before 12.3 s, train 2 min 31 s."
  `);
});

test("a comparison lines up two runs by domain", () => {
  const other = summarise(before, undefined, meta);
  const rows = compareSummaries(summary, other);
  expect(rows.map(({ name }) => name)).toEqual(["math", "logic", "mean"]);
  expect(rows[2]?.difference).toBeCloseTo(-0.45);
  expect(formatComparison(rows, { first: "run-a", second: "run-b" })).toMatchInlineSnapshot(`
    "domain                    run-a   run-b  difference
    ───────────────────────────────────────────────────
    math    25.0 % → 70.0 % (+45.0)  25.0 %       −45.0
    logic   25.0 % → 70.0 % (+45.0)  25.0 %       −45.0
    ───────────────────────────────────────────────────
    mean    25.0 % → 70.0 % (+45.0)  25.0 %       −45.0"
  `);
});

test("the score by domain has each domain and their mean", () => {
  expect(scoreByDomain(before)).toEqual({ math: 0.25, logic: 0.25, mean: 0.25 });
});
