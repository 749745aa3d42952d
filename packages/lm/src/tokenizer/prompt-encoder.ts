import { type ChatMessage, GuruError } from "@guru/core";
import { createAddedTokenSplitter } from "./added-tokens.ts";
import type { ChatTemplate } from "./chat-template.ts";

/** What encoding a prompt needs of its tokenizer. */
export interface PromptEncoderOptions {
  readonly template: ChatTemplate;
  /** Special tokens, as text. */
  readonly specialTokens: readonly string[];
  /** Encodes with special tokens read as such, after `mend` went over the ordinary text between them. */
  readonly encode: (text: string, mend: (ordinary: string) => string) => number[];
}

/**
 * Encodes rendered messages so that no message can smuggle in a special token: those that a message spells out are put
 * aside before the template sees them, and put back once the template's own are read.
 */
export function createPromptEncoder(
  options: PromptEncoderOptions,
): (messages: readonly ChatMessage[]) => number[] {
  const { template, specialTokens, encode } = options;
  const split = createAddedTokenSplitter(specialTokens.map((content, id) => ({ content, id })));
  const putAside = (content: string, mark: string): string =>
    split(content)
      .map((segment) => ("text" in segment ? segment.text : `${mark}${segment.token}${mark}`))
      .join("");
  return (messages) => {
    const mark = unusedNoncharacter(messages);
    const placeholder = new RegExp(`${mark}(\\d+)${mark}`, "g");
    const rendered = template(
      messages.map((message) => ({ ...message, content: putAside(message.content, mark) })),
    );
    return encode(rendered, (text) =>
      text.replace(placeholder, (_, index) => specialTokens[Number(index)] ?? ""),
    );
  };
}

/** One of Unicode's noncharacters, which text for interchange does not hold. */
function unusedNoncharacter(messages: readonly ChatMessage[]): string {
  for (let code = 0xfdd0; code <= 0xfdef; code++) {
    const mark = String.fromCodePoint(code);
    if (messages.every(({ content }) => !content.includes(mark))) return mark;
  }
  throw new GuruError(
    "prompt_text",
    "the messages hold every character from U+FDD0 to U+FDEF; remove one of them",
  );
}
