import { GuruError } from "@guru/core";
import { z } from "zod";
import { parseJsonFile } from "./tokenizer-json.ts";

/** A special token, as its text or as an object that holds it. */
const SpecialToken = z
  .union([z.string(), z.looseObject({ content: z.string() }).transform((token) => token.content)])
  .nullish()
  .transform((token) => token ?? undefined);

const NamedTemplate = z.looseObject({ name: z.string(), template: z.string() });

/** The parts of Hugging Face's tokenizer_config.json that GURU reads. */
export const TokenizerConfig = z.looseObject({
  bos_token: SpecialToken,
  eos_token: SpecialToken,
  pad_token: SpecialToken,
  sep_token: SpecialToken,
  unk_token: SpecialToken,
  /** One template, or several by name, of which `default` is used. */
  chat_template: z
    .union([z.string(), z.array(NamedTemplate)])
    .nullish()
    .transform((value) =>
      Array.isArray(value) ? value.find(({ name }) => name === "default")?.template : value,
    ),
  /** Code points of a character tokenizer, in the order of their ids. */
  char_ords: z.array(z.int().min(0).max(0x10ffff)).min(1).optional(),
});
export type TokenizerConfig = z.infer<typeof TokenizerConfig>;

/** Reads the text of a tokenizer_config.json; throws GuruError `tokenizer_malformed` when it is none. */
export function parseTokenizerConfig(text: string, file: string): TokenizerConfig {
  const result = TokenizerConfig.safeParse(parseJsonFile(text, file));
  if (result.success) return result.data;
  const reason = z.prettifyError(result.error);
  throw new GuruError("tokenizer_malformed", `${file} is no tokenizer_config.json:\n${reason}`);
}
