import { trimmedSpan } from "../extraction/trimmed-span.ts";

/** A text without ASCII white space at its ends; invisible characters stay, so that they spoil the answer. */
export function trimSpace(text: string): string {
  const { start, end } = trimmedSpan(text, 0, text.length);
  return text.slice(start, end);
}
