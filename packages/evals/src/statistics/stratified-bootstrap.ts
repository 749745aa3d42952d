import type { BootstrapOptions } from "./bootstrap-options.ts";
import type { Interval } from "./interval.ts";
import { percentileInterval } from "./percentile-interval.ts";
import { poolMeans, resampleMeans } from "./resample-means.ts";

/**
 * The mean over strata of each stratum's mean, every stratum weighing the same whatever its size, with an interval
 * from resampling inside each stratum. For the rise averaged over domains, give each domain's paired differences.
 */
export function stratifiedBootstrap(
  strata: readonly (readonly number[])[],
  options: BootstrapOptions,
): Interval {
  const { means, draws } = poolMeans(strata.map((values, index) => resampleMeans([values], options, index)));
  return percentileInterval(means[0] ?? Number.NaN, draws[0] ?? new Float64Array(), options.level);
}
