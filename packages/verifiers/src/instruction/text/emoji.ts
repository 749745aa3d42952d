import { codePoints } from "./code-points.ts";

const emoji = /^[\p{Extended_Pictographic}\p{Regional_Indicator}]$/u;

const behindEmoji =
  /^(?:[\s!-/:-@[-`{-~…。！？”’]|\p{Variation_Selector}|\p{Join_Control}|\p{Emoji_Modifier}|\u20e3)$/u;

/** Whether one character is an emoji; digits and marks that can become one are not. */
export function isEmoji(character: string): boolean {
  return emoji.test(character);
}

/** The last character that is no ASCII punctuation, white space, joiner or variant of the one before it. */
export function lastSign(text: string): string {
  return codePoints(text.slice(-32)).findLast((character) => !behindEmoji.test(character)) ?? "";
}

/** The first character that is no ASCII punctuation or white space. */
export function firstSign(text: string): string {
  const head = text.slice(0, 32).replace(/^[\s!-/:-@[-`{-~]+/u, "");
  return codePoints(head)[0] ?? "";
}
