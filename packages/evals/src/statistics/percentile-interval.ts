import type { Interval } from "./interval.ts";

/**
 * The percentile interval of a bootstrap: the (1 − level)/2 and (1 + level)/2 quantiles of the resampled values,
 * interpolated linearly between order statistics.
 */
export function percentileInterval(value: number, draws: Float64Array, level = 0.95): Interval {
  const sorted = draws.slice().sort();
  return { value, low: quantile(sorted, (1 - level) / 2), high: quantile(sorted, (1 + level) / 2) };
}

function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? Number.NaN;
  return low + (place - below) * (high - low);
}
