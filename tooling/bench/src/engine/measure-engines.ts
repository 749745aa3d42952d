import {
  createNativeEngine,
  createReferenceEngine,
  createTfjsEngine,
  type Engine,
  type MeasuredPeak,
  measurePeak,
} from "@guru/engine";
import { eventLoopDelayP99, mainThreadTime } from "./event-loop.ts";
import type { Prototype } from "./prototype.ts";
import { type Sample, type Spread, spreadOf } from "./sample.ts";
import { createWorkload, type Workload, type WorkloadShare, wholeShare } from "./workload.ts";

/** What was measured of one engine. */
export interface EngineFigures {
  readonly name: string;
  readonly train: Spread;
  readonly decode: Spread;
  /** Something the reader of the figures must know. */
  readonly note?: string;
}

/** What was measured of the native engine and of what ran in turns with it. */
export interface NativeFigures {
  readonly native: EngineFigures;
  readonly prototype?: EngineFigures;
  /** The best of what was measured between the rounds. */
  readonly peak: MeasuredPeak;
  /** CPU time of the main thread in a train step. */
  readonly mainThreadMs: number;
  readonly delayP99Ms: { readonly idle: number; readonly training: number };
}

const rounds = 5;
const stepsPerRound = 3;

/** Measures the native engine and, in turns with it, the prototype: what disturbs one then disturbs the other too. */
export async function measureNative(prototype: Prototype | undefined): Promise<NativeFigures> {
  const engine = await createNativeEngine();
  const workload = createWorkload(engine, wholeShare);
  await warmUp(workload);
  const peaks: MeasuredPeak[] = [];
  const ours: Samples = { train: [], decode: [] };
  const theirs: Samples = { train: [], decode: [] };
  for (let round = 0; round < rounds; round++) {
    peaks.push(await measurePeak());
    for (let step = 0; step < stepsPerRound; step++) ours.train.push(await workload.sampleTrainStep());
    ours.decode.push(await workload.sampleDecodeStep());
    if (prototype === undefined) continue;
    const { train, decode } = await prototype.run();
    theirs.train.push(train);
    theirs.decode.push(decode);
  }
  const loop = await measureEventLoop(workload);
  workload.dispose();
  await engine.dispose();
  const native = figures(`native (${engine.description})`, ours);
  const [peak = await measurePeak()] = peaks.sort((a, b) => b.flopsPerSecond - a.flopsPerSecond);
  return { native, peak, ...loop, ...(prototype && { prototype: figures("prototype", theirs) }) };
}

async function measureEventLoop(
  workload: Workload,
): Promise<Pick<NativeFigures, "mainThreadMs" | "delayP99Ms">> {
  const steps = 2 * stepsPerRound;
  const train = async (): Promise<void> => {
    for (let step = 0; step < steps; step++) await workload.trainStep();
  };
  const start = performance.now();
  const training = await eventLoopDelayP99(train);
  const idleMs = performance.now() - start;
  const idle = await eventLoopDelayP99(() => new Promise((resolve) => setTimeout(resolve, idleMs)));
  return { mainThreadMs: (await mainThreadTime(train)) / steps, delayP99Ms: { idle, training } };
}

/** Measures the engines that are too slow for more than a few repetitions. */
export async function measureSlowEngines(): Promise<readonly EngineFigures[]> {
  const tfjs = await measureSlow("tfjs (wasm)", await createTfjsEngine({ backend: "wasm" }), {
    ...wholeShare,
    newTokens: 8,
  });
  const few = { sequences: 1, rows: 16, newTokens: 4 };
  const reference = await measureSlow("reference (fp64)", createReferenceEngine(), few);
  const note = `scaled up from ${few.sequences} of ${wholeShare.sequences} sequences and ${few.rows} of ${wholeShare.rows} rows`;
  return [tfjs, { ...reference, note }];
}

async function measureSlow(name: string, engine: Engine, share: WorkloadShare): Promise<EngineFigures> {
  const workload = createWorkload(engine, share);
  await warmUp(workload);
  const samples: Samples = { train: [], decode: [] };
  for (let repetition = 0; repetition < 2; repetition++) {
    samples.train.push(await workload.sampleTrainStep());
    samples.decode.push(await workload.sampleDecodeStep());
  }
  workload.dispose();
  await engine.dispose();
  return figures(name, samples);
}

async function warmUp(workload: Workload): Promise<void> {
  await workload.trainStep();
  await workload.sampleDecodeStep();
}

interface Samples {
  readonly train: Sample[];
  readonly decode: Sample[];
}

function figures(name: string, { train, decode }: Samples): EngineFigures {
  return { name, train: spreadOf(train), decode: spreadOf(decode) };
}
