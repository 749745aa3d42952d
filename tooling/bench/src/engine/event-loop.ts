import { readFileSync } from "node:fs";
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

/** The time the main thread computed while `work` ran, in milliseconds: JavaScript, and handing ops to the engine. */
export async function mainThreadTime(work: () => Promise<void>): Promise<number> {
  const before = mainThreadMs();
  await work();
  return mainThreadMs() - before;
}

/** CPU time of the main thread so far, where the system tells; else how long its event loop was busy. */
function mainThreadMs(): number {
  try {
    const [nanoseconds] = readFileSync(`/proc/self/task/${process.pid}/schedstat`, "utf8").split(" ");
    return Number(nanoseconds) / 1e6;
  } catch {
    return performance.eventLoopUtilization().active;
  }
}
