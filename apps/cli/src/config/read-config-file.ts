import { readFile } from "node:fs/promises";
import { GuruError } from "@guru/core";
import { parse } from "yaml";
import { isSettings, type Settings } from "./merge-settings.ts";

/**
 * Reads a YAML file of settings; an empty one has none.
 *
 * @throws GuruError `config_file` naming the file, and the line where the YAML is wrong.
 */
export async function readConfigFile(file: string): Promise<Settings> {
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new GuruError("config_file", `cannot read the config ${file}: ${(cause as Error).message}`, {
      cause,
    });
  });
  const content = parseYaml(text, file);
  if (content === null || content === undefined) return {};
  if (isSettings(content)) return content;
  throw new GuruError(
    "config_file",
    `${file} must hold settings such as "steps: 100", got ${JSON.stringify(content)}`,
  );
}

function parseYaml(text: string, file: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    throw new GuruError("config_file", `${file} is not valid YAML: ${(cause as Error).message}`, { cause });
  }
}
