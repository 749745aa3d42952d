import { trimmedSpan } from "./trimmed-span.ts";

/** A piece of a response that may be its answer. */
export interface Candidate {
  /** The text at `span`. */
  readonly text: string;
  /** Half-open range of UTF-16 indices into the response's text, without ASCII white space at its ends. */
  readonly span: { readonly start: number; readonly end: number };
  /** The rule that found it, such as `boxed`. */
  readonly rule: string;
  /** What stands beside it, such as the language of a fenced block. */
  readonly label?: string;
}

/** Finds the candidates between two indices of a text, in their order, in time linear in the length. */
export type Finder = (text: string, from: number, to: number) => readonly Candidate[];

/** The candidate between two indices, trimmed. */
export function candidateAt(text: string, range: { from: number; to: number }, rule: string): Candidate {
  const span = trimmedSpan(text, range.from, range.to);
  return { text: text.slice(span.start, span.end), span, rule };
}
