import { type NativeEngineOptions, openNative } from "./open-native.ts";
import { peakOpCode } from "./op-codes.ts";

/** How fast the machine multiplies and adds at most. */
export interface MeasuredPeak {
  readonly instructionSet: string;
  readonly threads: number;
  readonly flopsPerSecond: number;
}

// About 10 ms on a core: long against the start of the threads, short enough to be left alone by other processes.
const rounds = 4_000_000;
const repetitions = 20;

/**
 * Measures the peak of the multiply-add units with values that stay in registers, on all threads at once: the best of some
 * short runs, because a busy machine only ever makes it slower.
 */
export async function measurePeak(options: NativeEngineOptions = {}): Promise<MeasuredPeak> {
  const { binding, handle, instructionSet, threads } = await openNative(options);
  const out = 1;
  const bytes = (threads + 2) * 4;
  binding.allocate(handle, out, bytes, 1);
  // A sum that stays far from denormal numbers, which some processors add slowly.
  binding.write(handle, out, 0, Float32Array.of(1));
  let bestSeconds = Number.POSITIVE_INFINITY;
  let flopsPerRound = 0;
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const start = performance.now();
    binding.submit(handle, peakOpCode, rounds, out, threads);
    const results = await binding.read(handle, out, bytes, 0);
    bestSeconds = Math.min(bestSeconds, (performance.now() - start) / 1000);
    flopsPerRound = results[threads + 1] ?? 0;
  }
  binding.dispose(handle);
  return { instructionSet, threads, flopsPerSecond: (flopsPerRound * rounds * threads) / bestSeconds };
}
