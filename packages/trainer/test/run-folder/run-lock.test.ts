import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished, expect, test } from "vitest";
import { withRunLock } from "../../src/index.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const worker = fileURLToPath(new URL("../support/lock-worker.ts", import.meta.url));

/** A process that tries to lock the folder; it says "locked" or the error, and holds the lock until it is killed. */
async function startWorker(folder: string): Promise<{ child: ChildProcess; said: string }> {
  const child = spawn(process.execPath, ["--conditions=@guru/source", "--import", "tsx", worker, folder]);
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  const [said] = (await once(child.stdout, "data")) as [Buffer];
  return { child, said: said.toString() };
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  await once(child, "close");
}

/** What a process that is described so would have left, had it been killed. */
async function leaveLock(folder: string, owner: unknown): Promise<void> {
  await mkdir(join(folder, "lock"));
  await writeFile(join(folder, "lock", "1.json"), typeof owner === "string" ? owner : JSON.stringify(owner));
}

const held = (folder: string): Promise<string> => withRunLock({ folder }, () => Promise.resolve("held"));

test("while a process writes a run another is refused, and told which one it is and what to do", async () => {
  const folder = temporaryFolder();
  const { child, said } = await startWorker(folder);
  expect(said).toBe("locked");
  await expect(held(folder)).rejects.toMatchObject({
    code: "run_locked",
    message: `${folder} is being written by process ${String(child.pid)} of this machine: wait for its end, or end it; if it is no run of GURU, remove ${join(folder, "lock")}`,
  });
  expect((await startWorker(folder)).said).toMatch(/^GuruError: .* is being written by process \d+/);
});

test("the lock of a killed process is taken over without a word", async () => {
  const folder = temporaryFolder();
  const { child } = await startWorker(folder);
  await kill(child);
  expect(await readdir(join(folder, "lock"))).toHaveLength(1);
  expect(await held(folder)).toBe("held");
});

test("of processes that start at once on the lock of a killed one, one gets it", async () => {
  const folder = temporaryFolder();
  await kill((await startWorker(folder)).child);
  const said = await Promise.all([1, 2, 3, 4].map(async () => (await startWorker(folder)).said));
  expect(said.filter((text) => text === "locked")).toHaveLength(1);
  expect(said.filter((text) => text.includes("is being written by process"))).toHaveLength(3);
});

test("afterwards nothing is left of the lock, whether the work succeeded or not", async () => {
  const folder = temporaryFolder();
  await withRunLock({ folder }, async () => {
    expect(await readdir(folder)).toEqual(["lock"]);
  });
  expect(await readdir(folder)).toEqual([]);
  await expect(withRunLock({ folder }, () => Promise.reject(new Error("bug")))).rejects.toThrow("bug");
  expect(await readdir(folder)).toEqual([]);
});

test("the process that holds a lock may take it again inside", async () => {
  const folder = temporaryFolder();
  await withRunLock({ folder }, async () => {
    expect(await held(folder)).toBe("held");
    expect(await readdir(folder)).toEqual(["lock"]);
  });
  expect(await readdir(folder)).toEqual([]);
});

test("a process that only has the number of a killed one does not hold its lock", async () => {
  const folder = temporaryFolder();
  // The parent of the tests lives, but it did not start at the time of the lock's owner.
  await leaveLock(folder, { pid: process.ppid, host: hostname(), started: "1" });
  expect(await held(folder)).toBe("held");
});

test("a lock that a power failure cut off is no lock", async () => {
  const folder = temporaryFolder();
  await leaveLock(folder, '{"pid": 1');
  expect(await held(folder)).toBe("held");
});

test("a process of another machine cannot be looked at, so its lock stands", async () => {
  const folder = temporaryFolder();
  await leaveLock(folder, { pid: 1, host: "elsewhere.invalid" });
  await expect(held(folder)).rejects.toMatchObject({
    code: "run_locked",
    message: `${folder} is being written by process 1 of the machine elsewhere.invalid, which cannot be looked at from here: when it has ended, remove ${join(folder, "lock")}`,
  });
});

test("a folder that cannot be written is named", async () => {
  const folder = join(temporaryFolder(), "gone");
  await expect(held(folder)).rejects.toMatchObject({ code: "storage" });
});

test("the lock names process and machine", async () => {
  const folder = temporaryFolder();
  await withRunLock({ folder }, async () => {
    const [name = ""] = await readdir(join(folder, "lock"));
    const owner: unknown = JSON.parse(await readFile(join(folder, "lock", name), "utf8"));
    expect(owner).toMatchObject({ pid: process.pid, host: hostname() });
  });
});
