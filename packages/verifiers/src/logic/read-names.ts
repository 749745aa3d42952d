import { isSpace, trimmedSpan } from "../extraction/trimmed-span.ts";
import { type Parsed, parsed, unreadable } from "../parsed.ts";
import type { WorkCounter } from "../work-counter.ts";
import { unfenced } from "./unfenced.ts";

const closingQuotes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ["`", "`"],
  ["“", "”"],
  ["‘", "’"],
]);

/**
 * A list of names: in brackets or bare, one behind the other with commas or line ends between them, each in quotes or not.
 * A name in quotes may hold a comma and escaped quotes; a bare one may hold hyphens, apostrophes, spaces and digits.
 */
export function readNames(text: string, work: WorkCounter): Parsed<readonly string[]> {
  work.take(text.length);
  const list = withoutBrackets(unfenced(text));
  const names: string[] = [];
  let position = 0;
  while (position < list.length) {
    const item = readName(list, position);
    if (item === undefined) return unreadable("the answer is no list of names");
    if (item.name === "" && item.separator === ",") return unreadable("a name in the list is empty");
    if (item.name !== "") names.push(item.name);
    position = item.end;
  }
  return names.length === 0 ? unreadable("the list holds no names") : parsed(names);
}

function withoutBrackets(text: string): string {
  if (!text.startsWith("[") || !text.endsWith("]")) return text;
  const { start, end } = trimmedSpan(text, 1, text.length - 1);
  return text.slice(start, end);
}

interface Item {
  readonly name: string;
  readonly separator: string;
  readonly end: number;
}

/** The name at a position and the separator behind it; `undefined` where the text is no name. */
function readName(text: string, from: number): Item | undefined {
  let start = from;
  while (isBlank(text, start)) start++;
  const quoted = readQuoted(text, start);
  if (quoted === undefined) return readBare(text, start);
  let end = quoted.end;
  while (isBlank(text, end)) end++;
  const separator = text[end] ?? "";
  // A comma at the end of a line is one separator.
  if (separator === ",") return { name: quoted.name, separator, end: behindLineEnd(text, end + 1) };
  return separator === "" || separator === "\n" ? { name: quoted.name, separator, end: end + 1 } : undefined;
}

function readQuoted(text: string, start: number): { name: string; end: number } | undefined {
  const quote = closingQuotes.get(text[start] ?? "");
  if (quote === undefined) return undefined;
  let name = "";
  for (let index = start + 1; index < text.length; index++) {
    const unit = text[index] ?? "";
    if (unit === quote) return { name, end: index + 1 };
    if (unit === "\n") return undefined;
    const escaped = unit === "\\" && (text[index + 1] === quote || text[index + 1] === "\\");
    name += escaped ? (text[++index] ?? "") : unit;
  }
  return undefined;
}

function readBare(text: string, start: number): Item | undefined {
  let end = start;
  while (end < text.length && text[end] !== "," && text[end] !== "\n") end++;
  const span = trimmedSpan(text, start, end);
  const name = text.slice(span.start, span.end);
  if (/[[\]{}()"“”<>=;:\\]/u.test(name)) return undefined;
  const separator = text[end] ?? "";
  return { name, separator, end: separator === "," ? behindLineEnd(text, end + 1) : end + 1 };
}

function behindLineEnd(text: string, from: number): number {
  let end = from;
  while (isBlank(text, end)) end++;
  return text[end] === "\n" ? end + 1 : from;
}

function isBlank(text: string, index: number): boolean {
  return text[index] !== "\n" && isSpace(text.charCodeAt(index));
}
