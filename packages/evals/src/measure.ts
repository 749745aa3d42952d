import type { EvaluatedAnswer, EvaluatedTask } from "./evaluation-result.ts";
import type { TaskPair } from "./pair-tasks.ts";
import type { Measure } from "./run-summary.ts";
import { averageAtK } from "./statistics/average-at-k.ts";
import type { BootstrapOptions } from "./statistics/bootstrap-options.ts";
import { passAtK } from "./statistics/pass-at-k.ts";
import { percentileInterval } from "./statistics/percentile-interval.ts";
import type { ResampledMeans } from "./statistics/resample-means.ts";
import { poolMeans, resampleMeans } from "./statistics/resample-means.ts";

/** A task's value of one measure, or `undefined` where it has none. */
export type TaskValue = (task: EvaluatedTask) => number | undefined;

export const greedyScore: TaskValue = (task) => task.greedy?.score;

export const madeToWorkScore: TaskValue = (task) => task.madeToWork?.score;

/** The mean over the scored samples. */
export const sampledScore: TaskValue = (task) => {
  const scores = sampleScores(task);
  return scores.length === 0 ? undefined : averageAtK(scores);
};

/** Only a full score passes. Tasks with fewer than k scored samples have no pass@k. */
export const passValue = (k: number): TaskValue => {
  return (task) => {
    const scores = sampleScores(task);
    return scores.length < k
      ? undefined
      : passAtK(scores.length, scores.filter((score) => score === 1).length, k);
  };
};

/** Whether the greedy response held an answer; unscored responses say nothing about it, nor do some users' rewards. */
export const greedyParsed: TaskValue = ({ greedy }) =>
  judged(greedy, ({ parsed }) => (parsed === undefined ? undefined : Number(parsed)));

export const greedyTokens: TaskValue = ({ greedy }) => judged(greedy, (answer) => answer.tokens);

/** One measure of one stratum, ready to be pooled with others. */
export interface MeasuredStratum {
  /** Whether there is a second column, of values after. */
  readonly paired: boolean;
  readonly resampled: ResampledMeans;
}

/** Takes a measure of every task that has it, in both evaluations if the second has the measure at all. */
export function measureStratum(
  pairs: readonly TaskPair[],
  value: TaskValue,
  options: BootstrapOptions & { readonly stream: string },
): MeasuredStratum | undefined {
  const paired = pairs.some(({ after }) => after !== undefined && value(after) !== undefined);
  const before: number[] = [];
  const after: number[] = [];
  for (const pair of pairs) {
    const first = value(pair.before);
    const second = pair.after && value(pair.after);
    if (first === undefined || (paired && second === undefined)) continue;
    before.push(first);
    if (second !== undefined) after.push(second);
  }
  if (before.length === 0) return undefined;
  return { paired, resampled: resampleMeans(paired ? [before, after] : [before], options, options.stream) };
}

/** The measure of several strata of equal weight. Strata without an after are left out when others have one. */
export function poolMeasure(
  strata: readonly MeasuredStratum[],
  options: BootstrapOptions,
): Measure | undefined {
  const paired = strata.some((stratum) => stratum.paired);
  const parts = strata.filter((stratum) => stratum.paired === paired);
  if (parts.length === 0) return undefined;
  const { rows, means, draws } = poolMeans(parts.map(({ resampled }) => resampled));
  const [before = Number.NaN, after = Number.NaN] = means;
  const [beforeDraws = new Float64Array(), afterDraws] = draws;
  const first = percentileInterval(before, beforeDraws, options.level);
  if (afterDraws === undefined) return { tasks: rows, before: first };
  const riseDraws = afterDraws.map((drawn, index) => drawn - (beforeDraws[index] ?? Number.NaN));
  return {
    tasks: rows,
    before: first,
    after: percentileInterval(after, afterDraws, options.level),
    rise: percentileInterval(after - before, riseDraws, options.level),
  };
}

function sampleScores(task: EvaluatedTask): number[] {
  return task.samples.flatMap(({ score }) => (score === undefined ? [] : [score]));
}

function judged(
  answer: EvaluatedAnswer | undefined,
  value: (answer: EvaluatedAnswer) => number | undefined,
): number | undefined {
  return answer === undefined || answer.outcome === "unscored" ? undefined : value(answer);
}
