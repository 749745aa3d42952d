import type { Domain } from "@guru/core";
import { Domain as domains } from "@guru/core";
import type { EvaluatedTask, EvaluationResult } from "./evaluation-result.ts";
import type { GainTask } from "./gain.ts";
import { resampleGain, splitResampled } from "./gain.ts";
import type { MeasuredStratum, TaskValue } from "./measure.ts";
import {
  greedyParsed,
  greedyScore,
  greedyTokens,
  madeToWorkScore,
  measureStratum,
  passValue,
  poolMeasure,
  sampledScore,
} from "./measure.ts";
import type { TaskPair } from "./pair-tasks.ts";
import { pairTasks } from "./pair-tasks.ts";
import type { DomainSummary, LevelSummary, RunSummary, SummaryMetaInput } from "./run-summary.ts";
import { SummaryMeta } from "./run-summary.ts";
import type { BootstrapOptions } from "./statistics/bootstrap-options.ts";
import { poolMeans } from "./statistics/resample-means.ts";
import { whatHappened } from "./what-happened.ts";

interface Stratum {
  readonly domain: Domain;
  readonly pairs: readonly TaskPair[];
}

interface Summarising {
  readonly samplesPerTask: number;
  readonly trainedLevels: readonly number[];
  readonly bootstrap: BootstrapOptions;
  /** Each measure of each stratum is resampled once, for its own row and for the mean. */
  measure(stratum: Stratum, name: string, value: TaskValue): MeasuredStratum | undefined;
}

/**
 * What a run's `summary.json` holds: every measure per domain and as the mean over domains, before and after, with
 * paired bootstrap intervals over tasks. With one evaluation there is only a before.
 *
 * @throws GuruError `tasks_differ` unless both evaluated the same tasks in the same order.
 */
export function summarise(
  before: EvaluationResult,
  after: EvaluationResult | undefined,
  metaInput: SummaryMetaInput,
): RunSummary {
  const meta = SummaryMeta.parse(metaInput);
  const strata = stratify(pairTasks(before, after));
  const summarising = createSummarising(before, meta);
  const summary: Omit<RunSummary, "whatHappened"> = {
    format: 1,
    ...meta,
    samplesPerTask: before.samples,
    overall: summariseStrata(summarising, strata),
    domains: strata.map((stratum) => ({
      domain: stratum.domain,
      ...summariseStrata(summarising, [stratum]),
    })),
  };
  return { ...summary, whatHappened: whatHappened(summary) };
}

function stratify(pairs: readonly TaskPair[]): Stratum[] {
  return domains.options
    .map((domain) => ({ domain, pairs: pairs.filter(({ before }) => before.domain === domain) }))
    .filter((stratum) => stratum.pairs.length > 0);
}

function createSummarising(before: EvaluationResult, meta: SummaryMeta): Summarising {
  const bootstrap = { seed: before.seed };
  const measured = new Map<string, MeasuredStratum | undefined>();
  return {
    samplesPerTask: before.samples,
    trainedLevels: meta.trainedLevels,
    bootstrap,
    measure: (stratum, name, value) => {
      const key = `${stratum.domain}/${name}`;
      if (!measured.has(key)) {
        measured.set(key, measureStratum(stratum.pairs, value, { ...bootstrap, stream: stratum.domain }));
      }
      return measured.get(key);
    },
  };
}

function summariseStrata(summarising: Summarising, strata: readonly Stratum[]): DomainSummary {
  const pairs = strata.flatMap((stratum) => stratum.pairs);
  const pooled = (name: string, value: TaskValue): ReturnType<typeof poolMeasure> =>
    poolMeasure(
      strata.map((stratum) => summarising.measure(stratum, name, value)).filter((part) => part !== undefined),
      summarising.bootstrap,
    );
  const greedy = pooled("greedy", greedyScore);
  const madeToWork = pooled("madeToWork", madeToWorkScore);
  const averageAtK = pooled("averageAtK", sampledScore);
  const counts = fullScoreSeen(pairs) ? passCounts(summarising.samplesPerTask) : [];
  const passAtK = counts.flatMap((k) => {
    const measure = pooled(`pass@${k}`, passValue(k));
    return measure === undefined ? [] : [{ k, measure }];
  });
  const parsed = meanOverStrata(strata, greedyParsed);
  const tokens = meanOverStrata(strata, greedyTokens);
  const gain = summariseGain(summarising, strata);
  return {
    tasks: pairs.length,
    samples: pairs.reduce((sum, { before }) => sum + before.samples.length, 0),
    unscored: countUnscored(pairs),
    ...(greedy && { greedy }),
    ...(madeToWork && { madeToWork }),
    ...(averageAtK && { averageAtK }),
    passAtK,
    ...(parsed && { parsed }),
    ...(tokens && { tokens }),
    levels: summariseLevels(summarising, strata),
    ...(gain && { gain }),
  };
}

/** Whether passing is possible: a reward that gave parts of its full score, and never all of it, has no pass@k. */
function fullScoreSeen(pairs: readonly TaskPair[]): boolean {
  const samples = pairs.flatMap(({ before, after }) => [...before.samples, ...(after?.samples ?? [])]);
  return (
    samples.some(({ score }) => score === 1) || !samples.some(({ score }) => score !== undefined && score > 0)
  );
}

/** The powers of two from 2 on that the samples allow, and the number of samples itself. */
function passCounts(samples: number): number[] {
  const counts: number[] = [];
  for (let k = 2; k < samples; k *= 2) counts.push(k);
  return samples < 2 ? [] : [...counts, samples];
}

function summariseLevels(summarising: Summarising, strata: readonly Stratum[]): LevelSummary[] {
  const { trainedLevels } = summarising;
  const levels = new Set(strata.flatMap(({ pairs }) => pairs.flatMap(({ before }) => before.level ?? [])));
  return [...levels]
    .sort((a, b) => a - b)
    .flatMap((level) => {
      const parts = strata.map((stratum) =>
        summarising.measure(stratum, `level ${level}`, (task) =>
          task.level === level ? greedyScore(task) : undefined,
        ),
      );
      const greedy = poolMeasure(
        parts.filter((part) => part !== undefined),
        summarising.bootstrap,
      );
      if (greedy === undefined) return [];
      return [{ level, ...(trainedLevels.length > 0 && { trained: trainedLevels.includes(level) }), greedy }];
    });
}

function summariseGain({ bootstrap }: Summarising, strata: readonly Stratum[]): DomainSummary["gain"] {
  const resampled = strata.flatMap(({ domain, pairs }) => {
    const tasks = pairs.flatMap(gainTask);
    return tasks.length === 0 ? [] : [resampleGain(tasks, bootstrap, domain)];
  });
  return resampled.length === 0 ? undefined : splitResampled(poolMeans(resampled), bootstrap);
}

function gainTask({ before, after }: TaskPair): GainTask[] {
  const scores = [before.greedy?.score, after?.greedy?.score, before.madeToWork?.score] as const;
  const [first, second, madeToWork] = scores;
  if (first === undefined || second === undefined || madeToWork === undefined) return [];
  return [{ before: first, after: second, madeToWork, answered: before.greedy?.parsed ?? true }];
}

function meanOverStrata(strata: readonly Stratum[], value: TaskValue): DomainSummary["parsed"] {
  const before = meanOf(strata, (pair) => value(pair.before));
  const after = meanOf(strata, (pair) => pair.after && value(pair.after));
  return before === undefined ? undefined : { before, ...(after === undefined ? {} : { after }) };
}

function meanOf(
  strata: readonly Stratum[],
  value: (pair: TaskPair) => number | undefined,
): number | undefined {
  const means = strata.flatMap(({ pairs }) => {
    const values = pairs.map(value).filter((one) => one !== undefined);
    return values.length === 0 ? [] : [values.reduce((sum, one) => sum + one, 0) / values.length];
  });
  return means.length === 0 ? undefined : means.reduce((sum, mean) => sum + mean, 0) / means.length;
}

function countUnscored(pairs: readonly TaskPair[]): DomainSummary["unscored"] {
  const count = (tasks: readonly EvaluatedTask[]): number =>
    tasks
      .flatMap(({ greedy, madeToWork, samples }) => [greedy, madeToWork, ...samples])
      .filter((answer) => answer?.outcome === "unscored").length;
  const after = pairs.flatMap((pair) => pair.after ?? []);
  return {
    before: count(pairs.map((pair) => pair.before)),
    ...(after.length > 0 && { after: count(after) }),
  };
}
