import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { GuruError } from "@guru/core";

/** The files that make up a tokenizer, in Hugging Face's layout. */
const tokenizerFileNames = [
  "tokenizer.json",
  "tokenizer_config.json",
  "special_tokens_map.json",
  "chat_template.jinja",
] as const;
type TokenizerFileName = (typeof tokenizerFileNames)[number];

/** The bytes of those files that exist. */
export type TokenizerFiles = ReadonlyMap<TokenizerFileName, Buffer>;

/** Reads every tokenizer file of a folder; throws GuruError `tokenizer_unreadable` when the folder cannot be read. */
export async function readTokenizerFiles(folder: string): Promise<TokenizerFiles> {
  const files = new Map<TokenizerFileName, Buffer>();
  for (const name of tokenizerFileNames) {
    try {
      files.set(name, await readFile(join(folder, name)));
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === "ENOENT") continue;
      const reason = (cause as Error).message;
      throw new GuruError("tokenizer_unreadable", `cannot read ${join(folder, name)}: ${reason}`, { cause });
    }
  }
  return files;
}

/** Writes them, each synced to the disk. */
export async function writeTokenizerFiles(folder: string, files: TokenizerFiles): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, bytes] of files) await writeFile(join(folder, name), bytes, { flush: true });
}
