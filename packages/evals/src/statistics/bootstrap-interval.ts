import type { BootstrapOptions } from "./bootstrap-options.ts";
import type { Interval } from "./interval.ts";
import { percentileInterval } from "./percentile-interval.ts";
import { resampleMeans } from "./resample-means.ts";

/**
 * The mean of some values with its percentile bootstrap interval (B. Efron and R. Tibshirani, An Introduction to the
 * Bootstrap, 1993, chapter 13). One value, or equal values, give an interval without width.
 *
 * @throws GuruError `empty` without values, `non_finite` for NaN or infinity.
 */
export function bootstrapInterval(values: readonly number[], options: BootstrapOptions): Interval {
  const { means, draws } = resampleMeans([values], options);
  return percentileInterval(means[0] ?? Number.NaN, draws[0] ?? new Float64Array(), options.level);
}
