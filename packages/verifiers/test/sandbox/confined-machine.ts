import { readdirSync, readFileSync } from "node:fs";
import { detectSandbox } from "../../src/sandbox/detect-sandbox.ts";
import type { FunctionJob, SandboxLimits } from "../../src/sandbox/sandbox.ts";

/** What this machine offers, tried once for each test file. */
export const machine = await detectSandbox();

/** Why tests of level 1 cannot run here; `undefined` where they can. */
export const noLevelOne =
  machine.level === undefined || machine.level < 1
    ? `needs a sandbox of level 1: ${machine.problems.map(({ what }) => what).join(", ")}`
    : undefined;

/** Why tests cannot run Python at all here; `undefined` where they can. */
export const noPython = machine.python === undefined ? "needs python3" : undefined;

/** Small enough that an endless loop costs a test half a second. */
export const smallLimits: SandboxLimits = { cpuMs: 200, wallMs: 500, memoryMb: 64, outputBytes: 20_000 };

/** One call with the argument 3. */
export function oneCall(source: string, entryPoint?: string): FunctionJob {
  return { source, calls: [["3"]], limits: smallLimits, ...(entryPoint === undefined ? {} : { entryPoint }) };
}

/** The ids of the fork servers and their children, not of bubblewrap around them, that this process or `parent` started. */
export function sandboxProcesses(parent = process.pid): number[] {
  const parents = new Map(processes().map(({ id, parentId }) => [id, parentId]));
  const descends = (id: number): boolean => {
    const parentId = parents.get(id);
    return parentId === parent || (parentId !== undefined && parentId > 1 && descends(parentId));
  };
  return processes()
    .filter(
      ({ id, command }) => command.includes("zygote.py") && !command.startsWith("bwrap") && descends(id),
    )
    .map(({ id }) => id);
}

function processes(): { id: number; parentId: number; command: string }[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        // The name of the program stands in brackets and may hold anything.
        const fields = readFileSync(`/proc/${name}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
        return [
          {
            id: Number(name),
            parentId: Number(fields[1]),
            command: readFileSync(`/proc/${name}/cmdline`, "utf8"),
          },
        ];
      } catch {
        // It ended while we looked.
        return [];
      }
    });
}
