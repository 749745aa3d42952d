import { readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { RunFolder } from "./run-folder.ts";
import { guardStorage, makeFolder, syncFolder, syncPath } from "./storage.ts";

/** A finished checkpoint. */
export interface Checkpoint {
  readonly step: number;
  readonly folder: string;
}

/** The finished checkpoints of a run, oldest first. Step 0 is the start. */
export async function listCheckpoints(run: Pick<RunFolder, "folder">): Promise<Checkpoint[]> {
  const names = await readdir(checkpointsFolder(run)).catch(() => []);
  return names
    .map((name) => /^step-(\d+)$/.exec(name)?.[1])
    .filter((digits) => digits !== undefined)
    .map((digits) => ({ step: Number(digits), folder: checkpointFolder(run, Number(digits)) }))
    .sort((a, b) => a.step - b.step);
}

/**
 * Saves a checkpoint so that it is there whole or not at all: written to a hidden folder, synced, renamed.
 *
 * @throws GuruError `storage` when the disk is full or not writable; earlier checkpoints are intact.
 */
export async function writeCheckpoint(
  run: RunFolder,
  step: number,
  write: (folder: string) => Promise<void>,
): Promise<Checkpoint> {
  const parent = checkpointsFolder(run);
  const folder = checkpointFolder(run, step);
  const unfinished = join(parent, `.step-${step}.unfinished`);
  await guardStorage(folder, async () => {
    await rm(unfinished, { recursive: true, force: true });
    try {
      await makeFolder(unfinished);
      await write(unfinished);
      await syncFolder(unfinished);
      await remove(folder);
      await rename(unfinished, folder);
    } catch (error) {
      // Where the disk is full this makes room again.
      await rm(unfinished, { recursive: true, force: true });
      throw error;
    }
    await syncPath(parent);
  });
  return { step, folder };
}

/** Removes all checkpoints but step 0, the last `keep` ones and the best. */
export async function pruneCheckpoints(
  run: RunFolder,
  { keep, best }: { readonly keep: number; readonly best: number | undefined },
): Promise<void> {
  const checkpoints = await listCheckpoints(run);
  const last = new Set(checkpoints.slice(-keep).map(({ step }) => step));
  for (const { step, folder } of checkpoints) {
    if (step === 0 || step === best || last.has(step)) continue;
    await guardStorage(folder, () => remove(folder));
  }
}

/** Removes what an interrupted save or removal left behind. */
export async function cleanCheckpoints(run: RunFolder): Promise<void> {
  const parent = checkpointsFolder(run);
  const names = await readdir(parent).catch(() => []);
  for (const name of names.filter((each) => each.startsWith(".step-"))) {
    await guardStorage(parent, () => rm(join(parent, name), { recursive: true, force: true }));
  }
}

/** Where the checkpoint of a step is, or would be. */
export function checkpointFolder(run: Pick<RunFolder, "folder">, step: number): string {
  return join(checkpointsFolder(run), `step-${step}`);
}

function checkpointsFolder(run: Pick<RunFolder, "folder">): string {
  return join(run.folder, "checkpoints");
}

/** Out of sight first, so that a half-removed folder is never taken for a checkpoint. */
async function remove(folder: string): Promise<void> {
  const hidden = folder.replace(/step-(\d+)$/, ".step-$1.removed");
  await rm(hidden, { recursive: true, force: true });
  await rename(folder, hidden).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  });
  await rm(hidden, { recursive: true, force: true });
}
