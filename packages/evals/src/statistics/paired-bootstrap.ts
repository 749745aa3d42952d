import { GuruError } from "@guru/core";
import { bootstrapInterval } from "./bootstrap-interval.ts";
import type { BootstrapOptions } from "./bootstrap-options.ts";
import type { Interval } from "./interval.ts";

/**
 * The rise mean(after) − mean(before) with an interval, resampling tasks: `before[i]` and `after[i]` belong to the same
 * task and stay together, so what makes one task hard for both does not widen the interval.
 *
 * @throws GuruError `unpaired` when the lists differ in length.
 */
export function pairedBootstrap(
  before: readonly number[],
  after: readonly number[],
  options: BootstrapOptions,
): Interval {
  if (before.length !== after.length) {
    throw new GuruError(
      "unpaired",
      `before and after must be paired, got ${before.length} and ${after.length} values`,
    );
  }
  return bootstrapInterval(
    after.map((value, index) => value - (before[index] ?? Number.NaN)),
    options,
  );
}
