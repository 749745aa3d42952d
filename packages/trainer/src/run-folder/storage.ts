import { mkdir, open, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { GuruError } from "@guru/core";

/**
 * Runs an action on the disk and turns what the system says of a full or unwritable one into a clear error.
 *
 * @throws GuruError `storage` naming the path.
 */
export async function guardStorage<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new GuruError(
      "storage",
      `cannot write ${path}: ${error.message}. Make room there or mend its permissions, then resume the run: ` +
        "what was saved before is intact",
      { cause: error },
    );
  }
}

/** Replaces a file in one go: after a crash there is the old content or the new, never a part. */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  await guardStorage(path, async () => {
    const temporary = join(dirname(path), `.${basename(path)}.tmp`);
    try {
      await writeFile(temporary, content);
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  });
}

/** Makes a folder's files, and the folder's list of them, survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await syncFolder(path);
    else await syncPath(path);
  }
  await syncPath(folder);
}

/** Makes a file's content, or a folder's list of files, survive a power cut. */
export async function syncPath(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Creates a folder and those above it. */
export async function makeFolder(path: string): Promise<void> {
  await guardStorage(path, () => mkdir(path, { recursive: true }));
}

/** Whether an error is Node's word for a failed system call. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error && "code" in error;
}
