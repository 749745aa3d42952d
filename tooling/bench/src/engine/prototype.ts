import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { batch, decoding } from "./benchmark-model.ts";
import type { Sample } from "./sample.ts";

const run = promisify(execFile);

/** What one run of the prototype printed. */
export interface PrototypeRun {
  /** Forward, backward and AdamW; the CPU time leaves out AdamW, which the prototype does not count. */
  readonly train: Sample;
  /** One decode step of all rows, sampling included. */
  readonly decode: Sample;
}

/** A compiled C++ program to compare with. */
export interface Prototype {
  run(): Promise<PrototypeRun>;
  dispose(): Promise<void>;
}

/** Compiles gpt.cpp and main.cpp of a folder for an instruction set of the native engine, outside of that folder. */
export async function buildPrototype(
  folder: string,
  { instructionSet, threads }: { readonly instructionSet: string; readonly threads: number },
): Promise<Prototype> {
  const work = await mkdtemp(join(tmpdir(), "guru-bench-"));
  const program = join(work, "prototype");
  const target = instructionSet === "avx512" ? ["-march=x86-64-v4"] : ["-mavx2", "-mfma"];
  const files = ["gpt.cpp", "main.cpp"].map((file) => resolve(folder, file));
  const flags = ["-O3", "-std=c++17", ...target, "-ffast-math", "-pthread"];
  await run("g++", [...flags, "-o", program, ...files]);
  return {
    run: async () => parsePrototype((await run(program, [String(threads), "5"])).stdout, threads),
    dispose: () => rm(work, { recursive: true }),
  };
}

/** Reads the figures out of what the prototype prints. */
export function parsePrototype(text: string, threads: number): PrototypeRun {
  const number = (what: string, pattern: RegExp): number => {
    const found = pattern.exec(text)?.[1];
    if (found === undefined) throw new Error(`the prototype printed no ${what}:\n${text}`);
    return Number(found);
  };
  const trainTokens = number("training speed", /tok\/s train (\d+)/);
  const decodeMs = number("decode time", /decode n=256: ([\d.]+) ms\/step/);
  const decodeTokens = number("decode CPU time", /decode n=256:.*cpu-time based (\d+) tok\/s/);
  return {
    train: {
      wallMs: ((batch.sequences * batch.tokens) / trainTokens) * 1000,
      cpuMs: number("CPU time", /cpu-time per step ([\d.]+) ms/),
    },
    decode: { wallMs: decodeMs, cpuMs: (decoding.rows / decodeTokens) * threads * 1000 },
  };
}
