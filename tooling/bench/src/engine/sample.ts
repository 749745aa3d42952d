/** What one repetition of something took. */
export interface Sample {
  readonly wallMs: number;
  /** Of all threads of the process together; it holds on a busy machine, where wall time does not. */
  readonly cpuMs: number;
}

/** The middle and the least of some repetitions. */
export interface Spread {
  readonly median: Sample;
  readonly least: Sample;
}

/** Takes the time of `work`; `parts` divides it, when it does the same thing so many times. */
export async function takeSample(work: () => Promise<void>, parts = 1): Promise<Sample> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await work();
  const wallMs = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return { wallMs: wallMs / parts, cpuMs: (user + system) / 1000 / parts };
}

/** Wall and CPU time each by themselves: the median of one need not belong to that of the other. */
export function spreadOf(samples: readonly Sample[]): Spread {
  const wall = sorted(samples.map(({ wallMs }) => wallMs));
  const cpu = sorted(samples.map(({ cpuMs }) => cpuMs));
  return {
    median: { wallMs: middle(wall), cpuMs: middle(cpu) },
    least: { wallMs: wall[0] ?? Number.NaN, cpuMs: cpu[0] ?? Number.NaN },
  };
}

function sorted(values: readonly number[]): number[] {
  return [...values].sort((a, b) => a - b);
}

function middle(values: readonly number[]): number {
  const low = values[Math.floor((values.length - 1) / 2)] ?? Number.NaN;
  const high = values[Math.floor(values.length / 2)] ?? Number.NaN;
  return (low + high) / 2;
}
