import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { GuruError } from "@guru/core";
import { hasEnded, isThisProcess, ProcessIdentity, thisProcess } from "./process-identity.ts";
import type { RunFolder } from "./run-folder.ts";
import { guardStorage } from "./storage.ts";

/**
 * Does some work on a run while no other process can. The lock is the folder `lock/` of the run, which holds one file that
 * names its owner. That file is written elsewhere and comes with its folder by a rename, which the system refuses while
 * `lock/` holds a file: two processes never both get it. Each owner's file has a name of its own, so whoever clears the
 * file of a process that has ended, however late, never clears another one's. The process that holds the lock may take it
 * again.
 *
 * @throws GuruError `run_locked` naming the process that holds it; `storage`; and whatever the work throws.
 */
export async function withRunLock<T>(run: Pick<RunFolder, "folder">, work: () => Promise<T>): Promise<T> {
  const lock = join(run.folder, "lock");
  const release = await guardStorage(lock, () => acquire(run.folder, lock));
  try {
    return await work();
  } finally {
    // Were this to fail, the lock would be void all the same once the process ends.
    await release().catch(() => undefined);
  }
}

async function acquire(folder: string, lock: string): Promise<() => Promise<void>> {
  const name = `${randomUUID()}.json`;
  const prepared = join(folder, `.lock-${name}`);
  try {
    await mkdir(prepared);
    await writeFile(join(prepared, name), `${JSON.stringify(await thisProcess())}\n`);
    while (!(await moveTo(lock, prepared))) {
      if ((await clearEnded(folder, lock)) === "ours") return () => Promise.resolve();
    }
  } finally {
    await rm(prepared, { recursive: true, force: true });
  }
  return async () => {
    await rm(join(lock, name));
    await rmdir(lock);
  };
}

/** Puts the prepared folder in the lock's place; false where that holds a file. */
async function moveTo(lock: string, prepared: string): Promise<boolean> {
  try {
    await rename(prepared, lock);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOTEMPTY" || code === "EEXIST") return false;
    throw error;
  }
}

/** Removes what processes that have ended left in the lock; refuses while another one holds it. */
async function clearEnded(folder: string, lock: string): Promise<"cleared" | "ours"> {
  for (const name of await readdir(lock).catch(() => [])) {
    const owner = await readOwner(join(lock, name));
    if (owner !== undefined && (await isThisProcess(owner))) return "ours";
    if (owner !== undefined && !(await hasEnded(owner))) throw locked(folder, lock, owner);
    await rm(join(lock, name), { recursive: true, force: true });
  }
  return "cleared";
}

/** Undefined for a file that is gone by now, and for one that a power failure cut off: it was whole when it came here. */
async function readOwner(file: string): Promise<ProcessIdentity | undefined> {
  try {
    return ProcessIdentity.safeParse(JSON.parse(await readFile(file, "utf8"))).data;
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function locked(folder: string, lock: string, { pid, host }: ProcessIdentity): GuruError {
  const owner =
    host === hostname()
      ? `process ${pid} of this machine: wait for its end, or end it; if it is no run of GURU, remove ${lock}`
      : `process ${pid} of the machine ${host}, which cannot be looked at from here: when it has ended, remove ${lock}`;
  return new GuruError("run_locked", `${folder} is being written by ${owner}`);
}
