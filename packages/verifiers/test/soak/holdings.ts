import { readdirSync, readFileSync } from "node:fs";
import { sandboxProcesses } from "../sandbox/confined-machine.ts";

/** What this process and its fork servers hold while no program runs. */
export interface Holdings {
  readonly processes: number;
  readonly descriptors: number;
  /** Of the fork server that has the most. */
  readonly serverDescriptors: number;
  readonly memoryMb: number;
  readonly serverMemoryMb: number;
}

/** Growth beyond this is a leak; below, an allocator's habit. */
const slackMb = { here: 96, server: 8 };

/** Takes stock. */
export function holdings(): Holdings {
  const servers = sandboxProcesses();
  return {
    processes: servers.length,
    descriptors: descriptorsOf(process.pid),
    serverDescriptors: Math.max(0, ...servers.map(descriptorsOf)),
    memoryMb: memoryMbOf(process.pid),
    serverMemoryMb: Math.max(0, ...servers.map(memoryMbOf)),
  };
}

/** What there is more of than before, in words. */
export function leaks(before: Holdings, after: Holdings): string[] {
  const found: string[] = [];
  if (after.processes > before.processes) found.push("processes leak");
  if (after.descriptors > before.descriptors) found.push("descriptors leak here");
  // One more for the last program that was compiled.
  if (after.serverDescriptors > before.serverDescriptors + 1)
    found.push("descriptors leak in the fork servers");
  if (after.memoryMb > before.memoryMb + slackMb.here) found.push("memory leaks here");
  if (after.serverMemoryMb > before.serverMemoryMb + slackMb.server) {
    found.push("memory leaks in the fork servers");
  }
  return found;
}

function descriptorsOf(id: number): number {
  return readdirSync(`/proc/${id}/fd`).length;
}

function memoryMbOf(id: number): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, "utf8"))?.[1] ?? "0";
  return Math.round(Number(kilobytes) / 1024);
}
