import type { Json } from "@guru/core";
import { type Parsed, parsed, unreadable } from "../parsed.ts";
import type { WorkCounter } from "../work-counter.ts";
import { foldName } from "./fold-name.ts";
import { allDefined, listOf, objectOf } from "./json-shapes.ts";
import { readLiteral, readLiteralPythonFirst } from "./read-literal.ts";
import { unfenced } from "./unfenced.ts";

/** The table of a zebra puzzle; `undefined` is a cell that is no text. */
export interface ZebraTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly (string | undefined)[])[];
}

/**
 * A dictionary with `header` and `rows`, as JSON or as a Python literal, over any number of lines and perhaps inside a
 * code block. Cells are text or whole numbers.
 */
export function readTable(text: string, work: WorkCounter): Parsed<ZebraTable> {
  const value = readLiteral(unfenced(text), work);
  if (!value.ok) return unreadable("the answer is neither JSON nor a Python literal", value.class);
  const columns = listOf(entryOf(value.value, "header"));
  const lists = listOf(entryOf(value.value, "rows"));
  if (columns === undefined || lists === undefined)
    return unreadable("the answer is no dictionary with the lists header and rows");
  const header = allDefined(columns.map(cellText));
  if (header === undefined) return unreadable("a name in the header is no text");
  if (new Set(header.map(foldName)).size < header.length) return unreadable("two columns have the same name");
  const rows = allDefined(lists.map((row) => allDefined(listOf(row)?.map(cellText))));
  if (rows === undefined) return unreadable("a row is no list of texts and whole numbers");
  return parsed({ header, rows });
}

/** The rows as the official scorer sees them: text cells only, and a text in place of a row is a row of its characters. */
export function readPublishedTable(text: string, work: WorkCounter): Parsed<ZebraTable> {
  const value = readLiteralPythonFirst(text, work);
  if (!value.ok) return unreadable("the answer is neither a Python literal nor JSON", value.class);
  const rows = listOf(objectOf(value.value)?.rows);
  if (rows === undefined) return unreadable("the answer is no dictionary with a list of rows");
  return parsed({
    header: [],
    rows: rows.map((row) => {
      if (typeof row === "string") return Array.from(row);
      return (listOf(row) ?? []).map((cell) => (typeof cell === "string" ? cell : undefined));
    }),
  });
}

/** A text or whole number of a table as text. */
export function cellText(cell: Json): string | undefined {
  if (typeof cell === "string") return cell;
  return typeof cell === "number" && Number.isSafeInteger(cell) ? cell.toString() : undefined;
}

/** The value of a key, whatever its case. */
function entryOf(value: Json, name: string): Json | undefined {
  return Object.entries(objectOf(value) ?? {}).find(([key]) => foldName(key) === name)?.[1];
}
