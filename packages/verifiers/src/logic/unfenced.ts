import { isSpace, trimmedSpan } from "../extraction/trimmed-span.ts";

const fence = "```";

/** What stands inside a Markdown code block, where the text is one block; the text itself otherwise. */
export function unfenced(text: string): string {
  if (!text.startsWith(fence) || !text.endsWith(fence) || text.length < 2 * fence.length) return text;
  let from = fence.length;
  while (/[a-z0-9]/i.test(text[from] ?? "")) from++;
  const to = text.length - fence.length;
  if (from > to || (from < to && !isSpace(text.charCodeAt(from)))) return text;
  const { start, end } = trimmedSpan(text, from, to);
  return text.slice(start, end);
}
