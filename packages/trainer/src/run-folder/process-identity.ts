import { readFile } from "node:fs/promises";
import { hostname } from "node:os";
import { z } from "zod";

/** Which process of which machine: enough to find out later whether it still runs. */
export const ProcessIdentity = z.object({
  pid: z.int().positive(),
  host: z.string(),
  /** When the process started, in the kernel's ticks: numbers of ended processes are given anew. Only where /proc says it. */
  started: z.string().optional(),
});
export type ProcessIdentity = z.infer<typeof ProcessIdentity>;

/** This process. */
export async function thisProcess(): Promise<ProcessIdentity> {
  const started = (await readProcess(process.pid))?.started;
  return { pid: process.pid, host: hostname(), ...(started !== undefined && { started }) };
}

/** Whether a process is this one. */
export async function isThisProcess({ pid, host, started }: ProcessIdentity): Promise<boolean> {
  const own = await thisProcess();
  return pid === own.pid && host === own.host && started === own.started;
}

/** Whether a process of this machine has ended. False for one of another machine: nobody here knows. */
export async function hasEnded({ pid, host, started }: ProcessIdentity): Promise<boolean> {
  if (host !== hostname()) return false;
  if (!exists(pid)) return true;
  const found = await readProcess(pid);
  if (found === undefined) return false;
  // A killed process whose parent has not asked for its exit code still has its number.
  return found.state === "Z" || found.state === "X" || (started !== undefined && started !== found.started);
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Without the right to signal a process, at least it is there.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** What Linux says of a process; undefined elsewhere. */
async function readProcess(
  pid: number,
): Promise<{ readonly state: string; readonly started: string } | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  // The second field is the program's name in parentheses, and may hold spaces and parentheses itself.
  const [state, ...rest] = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const started = rest[18];
  return state === undefined || started === undefined ? undefined : { state, started };
}
