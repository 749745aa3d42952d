import { closeSync, openSync, readFileSync, rmSync, statSync, writeSync } from "node:fs";
import { setTimeout } from "node:timers/promises";

// A build takes seconds; a lock older than this was left by a process that died.
const staleMs = 180_000;

/** Runs `work` while holding a lock file; others wait. A lock whose process is gone is taken over. */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  while (!tryLock(file)) {
    if (isAbandoned(file)) rmSync(file, { force: true });
    else await setTimeout(100);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function tryLock(file: string): boolean {
  try {
    const descriptor = openSync(file, "wx");
    writeSync(descriptor, String(process.pid));
    closeSync(descriptor);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function isAbandoned(file: string): boolean {
  try {
    if (Date.now() - statSync(file).mtimeMs > staleMs) return true;
    const owner = Number(readFileSync(file, "utf8"));
    if (!(owner > 0)) return false;
    process.kill(owner, 0);
    return false;
  } catch (error) {
    // ESRCH: the process is gone. ENOENT: the lock was just released, so trying again is right as well.
    const { code } = error as NodeJS.ErrnoException;
    return code === "ESRCH" || code === "ENOENT";
  }
}
