import { createAddedTokenSplitter } from "./added-tokens.ts";
import { createPromptEncoder } from "./prompt-encoder.ts";
import { loadPromptTemplate } from "./prompt-template.ts";
import type { Tokenizer } from "./tokenizer.ts";
import type { TokenizerConfig } from "./tokenizer-config.ts";
import { type TokenizerFiles, writeTokenizerFiles } from "./tokenizer-files.ts";

/** Separator, end, padding and unknown character, in the order of their ids. */
const specialTokens = ["S", "E", "P", "U"];
const unknownToken = 3;
const templateTokens = { sep_token: "S", eos_token: "E", pad_token: "P", unk_token: "U" };

/**
 * The tokenizer of verl's digit model: one token a character, after the four special tokens. The characters are the
 * `char_ords` of tokenizer_config.json; any other becomes U.
 */
export function createCharacterTokenizer(context: {
  readonly config: TokenizerConfig;
  readonly file: string;
  readonly files: TokenizerFiles;
}): Tokenizer {
  const characters = (context.config.char_ords ?? []).map((code) => String.fromCodePoint(code));
  const tokens = [...specialTokens, ...characters];
  const ids = new Map(characters.map((character, index) => [character, index + specialTokens.length]));
  const encodeText = (text: string): number[] =>
    Array.from(text, (character) => ids.get(character) ?? unknownToken);
  const split = createAddedTokenSplitter(specialTokens.map((content, id) => ({ content, id })));
  const encodeSpecial = (text: string, mend: (ordinary: string) => string): number[] =>
    split(text).flatMap((segment) => ("token" in segment ? [segment.token] : encodeText(mend(segment.text))));
  const renderPrompt = loadPromptTemplate(context.files, context.config, {
    file: context.file,
    tokens: templateTokens,
  });
  return {
    vocabularySize: tokens.length,
    endToken: 1,
    padToken: 2,
    encode: (text, options) =>
      options?.allowSpecial ? encodeSpecial(text, (ordinary) => ordinary) : encodeText(text),
    encodePrompt: createPromptEncoder({ template: renderPrompt, specialTokens, encode: encodeSpecial }),
    decode: (sequence, options) =>
      sequence
        .map((id) => (options?.skipSpecial && id < specialTokens.length ? "" : (tokens[id] ?? "\uFFFD")))
        .join(""),
    tokenId: (token) =>
      ids.get(token) ?? (specialTokens.includes(token) ? specialTokens.indexOf(token) : undefined),
    renderPrompt,
    save: (folder) => writeTokenizerFiles(folder, context.files),
  };
}
