import { stat } from "node:fs/promises";
import { join } from "node:path";
import { GuruError } from "@guru/core";
import { nanoBaseFolder } from "@guru/nano-base";
import { listCheckpoints } from "@guru/trainer";

/**
 * The checkpoint folder that a name stands for: the model that ships with GURU, the latest checkpoint of a run's folder,
 * or the folder itself.
 *
 * @throws GuruError `checkpoint_missing` for a run without a checkpoint.
 */
export async function modelFolder(name: string): Promise<string> {
  if (name === "nano-base") return nanoBaseFolder;
  const isRun = await stat(join(name, "checkpoints")).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isRun) return name;
  const latest = (await listCheckpoints({ folder: name })).at(-1);
  if (latest !== undefined) return latest.folder;
  throw new GuruError(
    "checkpoint_missing",
    `the run ${name} has no checkpoint yet; name another run or folder`,
  );
}
