import { GuruError } from "@guru/core";
import { z } from "zod";

const Id = z.int().nonnegative();

const AddedToken = z.looseObject({
  id: Id,
  content: z.string().min(1),
  single_word: z.boolean().default(false),
  lstrip: z.boolean().default(false),
  rstrip: z.boolean().default(false),
  normalized: z.boolean().default(false),
  special: z.boolean().default(false),
});

/** A component (normalizer, pre-tokenizer, decoder) with its settings, read by the part that builds it. */
const Component = z.looseObject({ type: z.string() });
export type Component = z.infer<typeof Component>;

/** The parts of Hugging Face's tokenizer.json that decide how text is encoded with a byte-pair encoding. */
export const TokenizerJson = z.looseObject({
  added_tokens: z.array(AddedToken).default([]),
  normalizer: Component.nullish(),
  pre_tokenizer: Component.nullish(),
  post_processor: Component.nullish(),
  decoder: Component.nullish(),
  model: z.looseObject({
    type: z.string().optional(),
    dropout: z.number().nullish(),
    continuing_subword_prefix: z.string().nullish(),
    end_of_word_suffix: z.string().nullish(),
    byte_fallback: z.boolean().nullish(),
    ignore_merges: z.boolean().nullish(),
    vocab: z.record(z.string(), Id),
    merges: z.array(z.union([z.string(), z.tuple([z.string(), z.string()])])),
  }),
});
export type TokenizerJson = z.infer<typeof TokenizerJson>;

/**
 * Reads the text of a tokenizer.json.
 *
 * @throws GuruError `tokenizer_malformed` for text that is no tokenizer.json, `tokenizer_unsupported` for a model other
 * than plain byte-pair encoding.
 */
export function parseTokenizerJson(text: string, file: string): TokenizerJson {
  const value = parseJsonFile(text, file);
  const type = z.looseObject({ model: z.looseObject({ type: z.string() }) }).safeParse(value).data
    ?.model.type;
  if (type !== undefined && type !== "BPE")
    throw unsupported(file, `the model ${type}; only BPE can be used`);
  const result = TokenizerJson.safeParse(value);
  if (!result.success) {
    throw new GuruError(
      "tokenizer_malformed",
      `${file} is no tokenizer.json:\n${z.prettifyError(result.error)}`,
    );
  }
  const { model } = result.data;
  if (model.dropout) throw unsupported(file, `model.dropout ${model.dropout}; remove it`);
  if (model.continuing_subword_prefix) throw unsupported(file, "model.continuing_subword_prefix");
  if (model.end_of_word_suffix) throw unsupported(file, "model.end_of_word_suffix");
  if (model.byte_fallback)
    throw unsupported(file, "model.byte_fallback; only byte-level vocabularies can be used");
  return result.data;
}

/** Parses the JSON of one of a tokenizer's files. */
export function parseJsonFile(text: string, file: string): unknown {
  if (text.trim() === "")
    throw new GuruError("tokenizer_malformed", `${file} is empty; download or train it again`);
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = (cause as Error).message;
    throw new GuruError("tokenizer_malformed", `${file} is not valid JSON: ${reason}`, { cause });
  }
}

/** The error for a part of a tokenizer.json that this package does not implement. */
export function unsupported(file: string, piece: string): GuruError {
  return new GuruError("tokenizer_unsupported", `${file} uses ${piece}, which GURU does not support`);
}
