import { escapePattern } from "./escape-pattern.ts";

/** A stretch of ordinary text, or one added token. */
type Segment = { readonly text: string } | { readonly token: number };

/** Finds added tokens written out in text: the leftmost first, the longest of several that begin there. */
export type AddedTokenSplitter = (text: string) => readonly Segment[];

/** Builds the splitter of some added tokens. */
export function createAddedTokenSplitter(
  tokens: readonly { readonly content: string; readonly id: number }[],
): AddedTokenSplitter {
  if (tokens.length === 0) return (text) => (text === "" ? [] : [{ text }]);
  const ids = new Map(tokens.map(({ content, id }) => [content, id]));
  const longestFirst = [...ids.keys()].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(longestFirst.map(escapePattern).join("|"), "gu");
  return (text) => {
    const segments: Segment[] = [];
    let end = 0;
    for (const match of text.matchAll(pattern)) {
      if (match.index > end) segments.push({ text: text.slice(end, match.index) });
      segments.push({ token: ids.get(match[0]) ?? 0 });
      end = match.index + match[0].length;
    }
    if (end < text.length) segments.push({ text: text.slice(end) });
    return segments;
  };
}
