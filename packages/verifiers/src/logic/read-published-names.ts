import { trimmedSpan } from "../extraction/trimmed-span.ts";
import { type Parsed, parsed, unreadable } from "../parsed.ts";
import type { WorkCounter } from "../work-counter.ts";

/**
 * The names that the official scorer reads: of the first bracketed list without an empty item, every run of letters, digits,
 * underscores and white space, in lower case. What has no such list it hands to Python's `eval`; here it is unreadable.
 */
export function readPublishedNames(text: string, work: WorkCounter): Parsed<readonly string[]> {
  const list = firstList(text, work);
  if (list === undefined)
    return unreadable(
      "there is no bracketed list, and what the official scorer evaluates is not evaluated here",
    );
  const runs = list.match(/[\p{L}\p{N}_\p{Z}\t-\r]+/gu) ?? [];
  return parsed(runs.map((run) => trimmed(run.toLowerCase())).filter((run) => run !== ""));
}

function firstList(text: string, work: WorkCounter): string | undefined {
  let open = text.indexOf("[");
  while (open >= 0) {
    const close = text.indexOf("]", open);
    if (close < 0) return undefined;
    work.take(close - open + 1);
    const list = text.slice(open + 1, close);
    if (list.split(",").every((item) => item !== "")) return list;
    open = text.indexOf("[", open + 1);
  }
  return undefined;
}

function trimmed(text: string): string {
  const { start, end } = trimmedSpan(text, 0, text.length);
  return text.slice(start, end);
}
