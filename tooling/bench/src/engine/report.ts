import type { MeasuredPeak } from "@guru/engine";
import { batch, decoding, describeBenchmark, stepFlops } from "./benchmark-model.ts";
import type { EngineFigures, NativeFigures } from "./measure-engines.ts";
import type { Spread } from "./sample.ts";

/** The lines of the engine benchmark. */
export function reportLines(
  { native, prototype, peak, mainThreadMs, delayP99Ms }: NativeFigures,
  slow: readonly EngineFigures[],
): readonly string[] {
  const engines = [native, ...(prototype === undefined ? [] : [prototype]), ...slow];
  const others = engines.slice(1);
  // What a step would take if the machine did nothing else: wall time would flatter a busy one.
  const undisturbedMs = native.train.median.cpuMs / peak.threads;
  return [
    `peak of the multiply-add units: ${gigaflops(peak.flopsPerSecond)} (${peak.instructionSet}, ${peak.threads} threads)`,
    `benchmark: ${describeBenchmark()}`,
    "",
    ...engines.flatMap((engine) => engineLines(engine, peak)),
    "",
    ...others.map((other) => ratioLine(native, other)),
    `native while training: ${milliseconds(mainThreadMs)} of JavaScript a step, ${percent(mainThreadMs / undisturbedMs)} of it; ` +
      `event loop delay p99 ${delayP99Ms.training.toFixed(1)} ms (idle ${delayP99Ms.idle.toFixed(1)} ms)`,
  ];
}

function engineLines({ name, train, decode, note }: EngineFigures, peak: MeasuredPeak): readonly string[] {
  const speed = (stepFlops() / train.least.wallMs) * 1000;
  return [
    `${name}${note === undefined ? "" : `, ${note}`}`,
    `  train step          ${spreadText(train)}; at best ${gigaflops(speed)}, ` +
      `${percent(speed / peak.flopsPerSecond)} of the peak, ${perSecond(batch.sequences * batch.tokens, train)}`,
    `  decode ${decoding.rows} rows     ${spreadText(decode)}; at best ${perSecond(decoding.rows, decode)}`,
  ];
}

function ratioLine(native: EngineFigures, other: EngineFigures): string {
  const ratios = (["train", "decode"] as const).map((kind) => {
    const [theirs, ours] = [other[kind], native[kind]];
    return (
      `${kind} ${times(theirs.median.wallMs / ours.median.wallMs)} (median), ` +
      `${times(theirs.least.wallMs / ours.least.wallMs)} (least), ${times(theirs.median.cpuMs / ours.median.cpuMs)} (CPU)`
    );
  });
  return `native's speed over ${other.name}: ${ratios.join("; ")}`;
}

function spreadText({ median, least }: Spread): string {
  return `${milliseconds(median.wallMs)} median, ${milliseconds(least.wallMs)} least, ${milliseconds(median.cpuMs)} CPU`;
}

function milliseconds(value: number): string {
  return `${value < 100 ? value.toPrecision(3) : value.toFixed(0)} ms`;
}

function perSecond(tokens: number, { least }: Spread): string {
  return `${Math.round((tokens / least.wallMs) * 1000).toLocaleString("en")} tokens/s`;
}

function gigaflops(flopsPerSecond: number): string {
  return `${(flopsPerSecond / 1e9).toPrecision(3)} GFLOP/s`;
}

function percent(share: number): string {
  return `${(share * 100).toPrecision(2)} %`;
}

function times(ratio: number): string {
  return `${ratio < 10 ? ratio.toFixed(2) : ratio.toFixed(1)}×`;
}
