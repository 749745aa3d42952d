import { readFile } from "node:fs/promises";
import type { Check } from "./check.ts";

const wanted = ["avx2", "fma", "avx512f", "avx512bw", "avx512vl"] as const;

/** The vector instructions of this processor, as far as the system tells. */
export async function checkInstructionSets(arch: string): Promise<Check> {
  const name = "instructions";
  if (arch === "arm64") return { name, state: "ok", found: "arm64 with NEON" };
  const information = await readFile("/proc/cpuinfo", "utf8").catch(() => undefined);
  if (information === undefined)
    return { name, state: "gap", found: `${arch}; this system does not list them` };
  const found = findInstructionSets(information);
  const model = /^model name\s*:\s*(.*)$/m.exec(information)?.[1] ?? arch;
  const list = found.length === 0 ? "no vector instructions that count" : found.join(" ");
  const has = (set: string): boolean => found.includes(set);
  if (has("avx2") && has("fma")) return { name, state: "ok", found: `${list} (${model})` };
  return {
    name,
    state: "missing",
    found: `${list} (${model})`,
    advice: "the native engine needs AVX2; without it TensorFlow.js is used",
  };
}

/** The instruction sets that count, of those in /proc/cpuinfo. */
export function findInstructionSets(information: string): string[] {
  const flags = new Set(/^flags\s*:\s*(.*)$/m.exec(information)?.[1]?.split(/\s+/));
  return wanted.filter((flag) => flags.has(flag));
}
