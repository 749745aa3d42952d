import { GuruError } from "@guru/core";
import { type ChatTemplate, compileChatTemplate, type TemplateTokens } from "./chat-template.ts";
import type { TokenizerConfig } from "./tokenizer-config.ts";
import type { TokenizerFiles } from "./tokenizer-files.ts";

/**
 * The chat template of a tokenizer's files: `chat_template.jinja`, else the one in tokenizer_config.json. Without any, the
 * tokenizer still encodes text, and rendering says what is missing.
 */
export function loadPromptTemplate(
  files: TokenizerFiles,
  config: TokenizerConfig,
  { file, tokens }: { readonly file: string; readonly tokens: TemplateTokens },
): ChatTemplate {
  const source = files.get("chat_template.jinja")?.toString("utf8") ?? config.chat_template ?? undefined;
  if (source !== undefined) return compileChatTemplate(source, tokens, file);
  return () => {
    throw new GuruError(
      "chat_template",
      `${file} has no chat_template; add one, for example {{ messages[0].content }}`,
    );
  };
}
