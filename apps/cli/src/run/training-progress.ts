import type { MetricsRow, RunConfig } from "@guru/core";
import { headlineMetric, type TrainingView } from "../display/training-view.ts";

/** Follows a run's steps and makes of them what is shown. */
export interface TrainingProgress {
  /** Takes in a step and tells how the run stands. */
  follow(metrics: MetricsRow): TrainingView;
}

/** Steps whose mean time says how long the next will take. */
const recentSteps = 20;

/**
 * Starts with the steps of an earlier part of the run. `secondsAfter` is what follows training: the time left is until the
 * whole run ends.
 */
export function createTrainingProgress(
  config: Pick<RunConfig, "method" | "steps">,
  clock: () => number,
  { earlier, secondsAfter }: { readonly earlier: readonly MetricsRow[]; readonly secondsAfter: number },
): TrainingProgress {
  const headline = headlineMetric[config.method];
  const history = earlier.flatMap((metrics) => metrics[headline] ?? []);
  const startMs = clock();
  let times = [startMs];
  return {
    follow: (metrics) => {
      history.push(...(metrics[headline] === undefined ? [] : [metrics[headline]]));
      times = [...times, clock()].slice(-recentSteps - 1);
      const spanMs = (times.at(-1) ?? 0) - (times[0] ?? 0);
      const stepSeconds = spanMs / 1000 / Math.max(times.length - 1, 1);
      return {
        method: config.method,
        steps: config.steps,
        last: metrics,
        history,
        elapsedSeconds: (clock() - startMs) / 1000,
        secondsLeft: (config.steps - metrics.step) * stepSeconds + secondsAfter,
      };
    },
  };
}
