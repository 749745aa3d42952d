import type { Response } from "@guru/core";

/** As a rule only this many UTF-16 units at the end of the final text are looked at, so that a long response costs no more. */
export const windowChars = 4096;

/** The part of a response that may hold an answer, as indices into its text. */
export interface FinalText {
  /** Where the text after the last `</think>` begins. */
  readonly start: number;
  /** Where the looked-at end of it begins: at most the window before `end`. */
  readonly windowStart: number;
  readonly end: number;
}

const opening = "<think>";
const closing = "</think>";

/**
 * The text after the last `</think>`, or the whole text where the model did not think. `undefined` when a thought is
 * still open, also when the prompt opened it: an unfinished thought holds no answer. `window` is how many UTF-16 units of its
 * end are looked at.
 */
export function finalText(response: Response, window = windowChars): FinalText | undefined {
  const { text } = response;
  const closed = text.lastIndexOf(closing);
  if (text.lastIndexOf(opening) > closed) return undefined;
  if (closed < 0 && response.prompt?.trimEnd().endsWith(opening) === true) return undefined;
  const start = closed < 0 ? 0 : closed + closing.length;
  return { start, windowStart: Math.max(start, text.length - window), end: text.length };
}
