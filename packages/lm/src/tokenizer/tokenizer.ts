import type { ChatMessage } from "@guru/core";

/** How text becomes tokens. */
export interface EncodeOptions {
  /**
   * Read special tokens written out in the text as themselves. Off by default, so that text from outside cannot end a
   * turn or open another: switch it on for text of our own only, and use {@link Tokenizer.encodePrompt} for messages.
   */
  readonly allowSpecial?: boolean;
}

/** How tokens become text. */
export interface DecodeOptions {
  /** Leave special tokens out of the text. */
  readonly skipSpecial?: boolean;
}

/** Text to token ids and back. No method adds tokens that the text or the chat template does not hold. */
export interface Tokenizer {
  /** One more than the highest id. */
  readonly vocabularySize: number;
  /** The token that ends a response. */
  readonly endToken: number;
  /** The token that fills up a row; the end token where the files name none. */
  readonly padToken: number;
  encode(text: string, options?: EncodeOptions): number[];
  /**
   * The tokens of a rendered prompt: special tokens of the template are read as such, those that a message spells out
   * stay ordinary text.
   */
  encodePrompt(messages: readonly ChatMessage[]): number[];
  /** Bytes that are no valid UTF-8 become U+FFFD, as do ids that no token has: models round their vocabulary up. */
  decode(ids: readonly number[], options?: DecodeOptions): string;
  /** The id of exactly this token, as the tokenizer's file spells it. */
  tokenId(token: string): number | undefined;
  /** The chat template's text for these messages, ending where the response begins. */
  renderPrompt(messages: readonly ChatMessage[]): string;
  /** Writes the files it was loaded from, byte for byte. */
  save(folder: string): Promise<void>;
}
