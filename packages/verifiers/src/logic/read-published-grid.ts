import { type Parsed, parsed, unreadable } from "../parsed.ts";
import { parsePythonLiteral } from "../simulation/python-literal.ts";
import type { PythonValue } from "../simulation/python-value-type.ts";
import type { WorkCounter } from "../work-counter.ts";
import type { Grid } from "./read-grids.ts";

/**
 * The grid that the official scorer reads: from the first `[[` to the next `]]`, cells cut to whole numbers as NumPy does. Where it
 * falls back to `[[0]]` the answer is unreadable here.
 */
export function readPublishedGrid(text: string, work: WorkCounter): Parsed<readonly Grid[]> {
  work.take(text.length);
  const joined = text.replaceAll("\n", "").replaceAll("...", "-1");
  const start = joined.indexOf("[[");
  const end = start < 0 ? -1 : joined.indexOf("]]", start);
  if (end < 0) return unreadable("the answer holds no list of lists");
  const value = parsePythonLiteral(joined.slice(start, end + 2), work);
  if (!value.ok) return value;
  const rows = value.value.type === "list" ? value.value.items.map(wholeNumbers) : [];
  const grid = rows.filter((row) => row !== undefined);
  const width = grid[0]?.length;
  return grid.length === rows.length && width !== undefined && grid.every((row) => row.length === width)
    ? parsed([grid])
    : unreadable("the answer is no list of lists of numbers, all of one length");
}

function wholeNumbers(row: PythonValue): number[] | undefined {
  if (row.type !== "list") return undefined;
  const hasText = row.items.some(({ type }) => type === "str");
  const cells = row.items.map((cell) => wholeNumber(cell, hasText));
  const numbers = cells.filter((cell) => cell !== undefined);
  return numbers.length === cells.length ? numbers : undefined;
}

/** Beside a text NumPy makes texts of all cells, and only those of whole numbers can be cast. */
function wholeNumber(cell: PythonValue, besideText: boolean): number | undefined {
  switch (cell.type) {
    case "int":
      return Number(cell.value);
    case "bool":
      return besideText ? undefined : Number(cell.value);
    case "float":
      return besideText || !Number.isFinite(cell.value) ? undefined : Math.trunc(cell.value);
    case "str":
      return /^ *[+-]?\d{1,15} *$/.test(cell.value) ? Number(cell.value) : undefined;
    default:
      return undefined;
  }
}
