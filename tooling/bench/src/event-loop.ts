import { monitorEventLoopDelay } from "node:perf_hooks";

const resolutionMs = 1;

/** The 99th percentile of how late the event loop's timers were while `work` ran, in milliseconds. */
export async function eventLoopDelayP99(work: () => Promise<void>): Promise<number> {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs });
  histogram.enable();
  await work();
  histogram.disable();
  // The histogram holds the time between two ticks of the timer, its own interval included.
  return Math.max(0, histogram.percentile(99) / 1e6 - resolutionMs);
}

/** The share of `work`'s wall time in which the event loop was busy: JavaScript, and handing ops to the engine. */
export async function eventLoopShare(work: () => Promise<void>): Promise<number> {
  const before = performance.eventLoopUtilization();
  await work();
  return performance.eventLoopUtilization(before).utilization;
}
