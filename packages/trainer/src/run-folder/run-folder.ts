import { mkdir, readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { GuruError, RunConfig } from "@guru/core";
import { z } from "zod";
import { guardStorage, makeFolder, replaceFile } from "./storage.ts";

/** A run on disk: everything that is shown of it is read from its folder. */
export interface RunFolder {
  /** Absolute path. */
  readonly folder: string;
  readonly config: RunConfig;
}

/** Where a new run goes. */
export interface RunFolderOptions {
  readonly config: RunConfig;
  /** Exactly this folder; it may exist when it is empty. Otherwise `<root>/<time>-<name>` is made. */
  readonly folder?: string;
  /** Default `runs`. */
  readonly root?: string;
  /** Local time for the folder's name. Default: now. */
  readonly now?: Date;
}

/**
 * Lays out the folder of a new run and stores its resolved config.
 *
 * @throws GuruError `run_folder` when `folder` is taken, `storage` when it cannot be written.
 */
export async function createRunFolder(options: RunFolderOptions): Promise<RunFolder> {
  const folder = options.folder === undefined ? await newFolder(options) : await givenFolder(options.folder);
  for (const part of ["rollouts", "checkpoints"]) await makeFolder(join(folder, part));
  await replaceFile(join(folder, "config.json"), `${JSON.stringify(options.config, undefined, 2)}\n`);
  return { folder, config: options.config };
}

/**
 * Opens the folder of an earlier run.
 *
 * @throws GuruError `run_folder` when it is none or its config is damaged.
 */
export async function openRunFolder(folder: string): Promise<RunFolder> {
  const path = resolve(folder);
  const file = join(path, "config.json");
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new GuruError("run_folder", `${path} is not a run: ${(cause as Error).message}`, { cause });
  });
  const result = RunConfig.safeParse(parseJson(text, file));
  if (!result.success)
    throw new GuruError("run_folder", `${file} does not fit:\n${z.prettifyError(result.error)}`);
  return { folder: path, config: result.data };
}

/** Writes a file of a run, such as its summary, in one go. */
export async function writeRunFile(run: RunFolder, name: string, content: string): Promise<void> {
  await replaceFile(join(run.folder, name), content);
}

async function givenFolder(folder: string): Promise<string> {
  const path = resolve(folder);
  await makeFolder(path);
  const entries = await readdir(path);
  if (entries.length === 0) return path;
  throw new GuruError(
    "run_folder",
    `${path} is not empty: name another folder, or resume the run that is there`,
  );
}

/** Two runs started in the same second get different folders. */
async function newFolder({ root = "runs", now = new Date(), config }: RunFolderOptions): Promise<string> {
  const base = join(resolve(root), `${formatTime(now)}-${config.name}`);
  await makeFolder(resolve(root));
  for (let attempt = 1; ; attempt++) {
    const folder = attempt === 1 ? base : `${base}-${attempt}`;
    if (await claim(folder)) return folder;
  }
}

async function claim(folder: string): Promise<boolean> {
  return guardStorage(folder, async () => {
    try {
      await mkdir(folder);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
      throw error;
    }
  });
}

/** `20260131-095959`: sorts by time and needs no escaping. */
function formatTime(time: Date): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  const day = `${time.getFullYear()}${two(time.getMonth() + 1)}${two(time.getDate())}`;
  return `${day}-${two(time.getHours())}${two(time.getMinutes())}${two(time.getSeconds())}`;
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new GuruError("run_folder", `${file} is not valid JSON: ${(cause as Error).message}`, { cause });
  }
}
