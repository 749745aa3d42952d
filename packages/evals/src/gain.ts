import { z } from "zod";
import type { BootstrapOptions } from "./statistics/bootstrap-options.ts";
import { Interval } from "./statistics/interval.ts";
import { percentileInterval } from "./statistics/percentile-interval.ts";
import type { ResampledMeans } from "./statistics/resample-means.ts";
import { poolMeans, resampleMeans } from "./statistics/resample-means.ts";

/** What the split needs to know of one task: three greedy scores, and whether the base gave a parsable answer. */
export interface GainTask {
  readonly before: number;
  readonly after: number;
  /** The base's score when its answer may not come first. */
  readonly madeToWork: number;
  /** Whether a verifier found an answer in the base's greedy response, right or wrong; true where it does not say. */
  readonly answered: boolean;
}

/** Where a greedy rise comes from. The first three parts add up to `rise`. */
export const GainSplit = z.strictObject({
  tasks: z.int().nonnegative(),
  rise: Interval,
  /** From tasks the base gave no parsable answer to. */
  noAnswerToRight: Interval,
  /** Up to what the base does when made to work. */
  elicited: Interval,
  /** Beyond that; negative only where answers got worse. */
  learned: Interval,
  /** After's greedy score less the base's made-to-work score over all tasks: not cut off at zero, not a part of the sum. */
  beyondMadeToWork: Interval,
});
export type GainSplit = z.infer<typeof GainSplit>;

/**
 * Splits a greedy rise into three parts that add up to it. With b, a and m for a task's score before, after and of the
 * base when made to work, and means taken over all tasks (over strata of equal weight when there are several):
 *
 *     rise            R = mean(a − b)
 *     noAnswerToRight N = mean(a − b where the base gave no answer, else 0)
 *     within reach    E = mean(m − b where the base gave an answer, else 0)
 *     elicited          = R − N, held between 0 and max(0, E)
 *     learned           = R − N − elicited
 *
 * So while the tasks the base answers score no better than the base made to work, all of their rise is elicited and
 * nothing learned; a fall of those tasks is a negative `learned`. The split of several strata is made from their
 * mean R, N and E, not by averaging their splits: one that stays below its made-to-work score offsets one that goes
 * beyond. Averaging would report learning from noise alone, since a cut-off at zero keeps only the lucky side. Each
 * bootstrap draw is split the same way, so a draw of `learned` is above 0 exactly when the uncut R − N − max(0, E) is.
 */
export function splitGain(strata: readonly (readonly GainTask[])[], options: BootstrapOptions): GainSplit {
  return splitResampled(
    poolMeans(strata.map((tasks, index) => resampleGain(tasks, options, index))),
    options,
  );
}

/** The resampled means of one stratum that {@link splitResampled} needs. */
export function resampleGain(
  tasks: readonly GainTask[],
  options: BootstrapOptions,
  stream: string | number,
): ResampledMeans {
  return resampleMeans(
    [
      tasks.map(({ before, after }) => after - before),
      tasks.map(({ before, after, answered }) => (answered ? 0 : after - before)),
      tasks.map(({ before, madeToWork, answered }) => (answered ? madeToWork - before : 0)),
      tasks.map(({ after, madeToWork }) => after - madeToWork),
    ],
    options,
    stream,
  );
}

/** The split of resampled means, of one stratum or pooled. */
export function splitResampled({ rows, means, draws }: ResampledMeans, options: BootstrapOptions): GainSplit {
  const drawn = Array.from(draws[0] ?? [], (_, draw) =>
    splitMeans(draws.map((column) => column[draw] ?? Number.NaN)),
  );
  const whole = splitMeans(means);
  const interval = (part: keyof Parts): Interval =>
    percentileInterval(
      whole[part],
      Float64Array.from(drawn, (parts) => parts[part]),
      options.level,
    );
  return {
    tasks: rows,
    rise: interval("rise"),
    noAnswerToRight: interval("noAnswerToRight"),
    elicited: interval("elicited"),
    learned: interval("learned"),
    beyondMadeToWork: interval("beyondMadeToWork"),
  };
}

type Parts = Record<Exclude<keyof GainSplit, "tasks">, number>;

function splitMeans([rise, noAnswerToRight, reach, beyondMadeToWork]: readonly number[]): Parts {
  const [r, n, e, beyond] = [rise ?? 0, noAnswerToRight ?? 0, reach ?? 0, beyondMadeToWork ?? 0];
  const elicited = Math.min(Math.max(r - n, 0), Math.max(e, 0));
  return { rise: r, noAnswerToRight: n, elicited, learned: r - n - elicited, beyondMadeToWork: beyond };
}
