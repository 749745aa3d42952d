import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { GuruError } from "@guru/core";
import { closestName } from "./closest-name.ts";

const folder = fileURLToPath(new URL("../../configs", import.meta.url));

/** Names of the presets that ship with the command. */
export async function listPresets(): Promise<string[]> {
  const files = await readdir(folder);
  return files.flatMap((file) => /^(.*)\.yaml$/.exec(file)?.[1] ?? []).sort();
}

/** The file of a preset; throws GuruError `preset` for a name that none has. */
export async function presetFile(name: string): Promise<string> {
  const names = await listPresets();
  if (names.includes(name)) return join(folder, `${name}.yaml`);
  const meant = closestName(name, names);
  const advice = meant === undefined ? `there are ${names.join(", ")}` : `did you mean ${meant}?`;
  throw new GuruError("preset", `there is no preset "${name}"; ${advice}`);
}
