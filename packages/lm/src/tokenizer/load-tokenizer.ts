import { join } from "node:path";
import { GuruError } from "@guru/core";
import { createByteLevelBpe } from "./byte-level-bpe.ts";
import { createCharacterTokenizer } from "./character-tokenizer.ts";
import { createPromptEncoder } from "./prompt-encoder.ts";
import { loadPromptTemplate } from "./prompt-template.ts";
import type { Tokenizer } from "./tokenizer.ts";
import { parseTokenizerConfig, type TokenizerConfig } from "./tokenizer-config.ts";
import { readTokenizerFiles, type TokenizerFiles, writeTokenizerFiles } from "./tokenizer-files.ts";
import { parseTokenizerJson } from "./tokenizer-json.ts";

/**
 * Loads the tokenizer of a checkpoint folder: a byte-level byte-pair encoding from tokenizer.json, or a character
 * tokenizer from a tokenizer_config.json with `char_ords`.
 *
 * @throws GuruError `tokenizer_missing`, `tokenizer_unreadable`, `tokenizer_malformed`, `tokenizer_unsupported` or
 * `chat_template`, naming the file.
 */
export async function loadTokenizer(folder: string): Promise<Tokenizer> {
  const files = await readTokenizerFiles(folder);
  const configFile = join(folder, "tokenizer_config.json");
  const configText = files.get("tokenizer_config.json")?.toString("utf8");
  const config = parseTokenizerConfig(configText ?? "{}", configFile);
  const bpeText = files.get("tokenizer.json")?.toString("utf8");
  if (bpeText !== undefined) return loadByteLevelTokenizer(files, config, { bpeText, folder });
  if (config.char_ords !== undefined) return createCharacterTokenizer({ config, file: configFile, files });
  throw new GuruError(
    "tokenizer_missing",
    `${folder} holds no tokenizer: neither tokenizer.json nor a tokenizer_config.json with char_ords; give a checkpoint folder`,
  );
}

function loadByteLevelTokenizer(
  files: TokenizerFiles,
  config: TokenizerConfig,
  { bpeText, folder }: { readonly bpeText: string; readonly folder: string },
): Tokenizer {
  const bpeFile = join(folder, "tokenizer.json");
  const configFile = join(folder, "tokenizer_config.json");
  const bpe = createByteLevelBpe(parseTokenizerJson(bpeText, bpeFile), bpeFile);
  const { bos_token, eos_token, pad_token, sep_token, unk_token } = config;
  const tokens = { bos_token, eos_token, pad_token, sep_token, unk_token };
  const renderPrompt = loadPromptTemplate(files, config, { file: configFile, tokens });
  const find = (name: string, token: string): number =>
    bpe.tokenId(token) ?? unknownSpecial({ configFile, name, token });
  const endToken = find("eos_token", eos_token ?? missingEnd(configFile));
  return {
    vocabularySize: bpe.vocabularySize,
    endToken,
    padToken: pad_token === undefined ? endToken : find("pad_token", pad_token),
    encode: (text, options) =>
      bpe.encode(text, options?.allowSpecial ? { mend: (ordinary) => ordinary } : undefined),
    encodePrompt: createPromptEncoder({
      template: renderPrompt,
      specialTokens: bpe.specialTokens,
      encode: (text, mend) => bpe.encode(text, { mend }),
    }),
    decode: (ids, options) => bpe.decode(ids, options?.skipSpecial ?? false),
    tokenId: (token) => bpe.tokenId(token),
    renderPrompt,
    save: (target) => writeTokenizerFiles(target, files),
  };
}

function missingEnd(configFile: string): never {
  throw new GuruError(
    "tokenizer_malformed",
    `${configFile} names no eos_token, so nothing would end a response; add it`,
  );
}

function unknownSpecial(place: { configFile: string; name: string; token: string }): never {
  const { configFile, name, token } = place;
  throw new GuruError(
    "tokenizer_malformed",
    `${configFile}: ${name} ${token} is not in the vocabulary of tokenizer.json`,
  );
}
