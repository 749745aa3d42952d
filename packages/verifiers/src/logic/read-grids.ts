import { isSpace } from "../extraction/trimmed-span.ts";
import { type Parsed, parsed, unreadable } from "../parsed.ts";
import type { WorkCounter } from "../work-counter.ts";
import { readNestedDigits, type NestedDigits } from "./read-nested-digits.ts";
import { unfenced } from "./unfenced.ts";

/** Rows of colours 0 to 9, all of one length. */
export type Grid = readonly (readonly number[])[];

/** Rows or columns; the tasks have at most 30. */
export const maximumSide = 100;

/**
 * One grid or several: lists of lists in brackets, with commas or spaces between the cells, or rows of digits on lines with an
 * empty line between grids. Every cell is one digit: nothing is rounded, padded or guessed.
 */
export function readGrids(text: string, work: WorkCounter): Parsed<readonly Grid[]> {
  work.take(text.length);
  const content = unfenced(text);
  const grids = /[[(]/.test(content) ? gridsInBrackets(content) : gridsOnLines(content);
  if (grids === undefined || grids.length === 0)
    return unreadable("the answer is no grid of the digits 0 to 9");
  if (!grids.every(isRectangle)) return unreadable("the rows of a grid differ in length");
  if (grids.some((grid) => grid.length > maximumSide || (grid[0]?.length ?? 0) > maximumSide))
    return unreadable(`a grid is larger than ${maximumSide} cells a side`, "answer_limit");
  return parsed(grids);
}

/** Whether there is a cell, and all rows are of one length. */
export function isRectangle(grid: Grid): boolean {
  const width = grid[0]?.length ?? 0;
  return width > 0 && grid.every((row) => row.length === width);
}

function gridsInBrackets(text: string): Grid[] | undefined {
  const values = readNestedDigits(text);
  if (values === undefined) return undefined;
  const rows = allRows(values);
  if (rows !== undefined) return [rows];
  const [only] = values;
  const lists = values.length === 1 && Array.isArray(only) ? (only as readonly NestedDigits[]) : values;
  return allGrids(values) ?? allGrids(lists);
}

function allGrids(values: readonly NestedDigits[]): Grid[] | undefined {
  const grids = values.map((value) =>
    Array.isArray(value) ? allRows(value as readonly NestedDigits[]) : undefined,
  );
  return grids.every((grid) => grid !== undefined) ? grids : undefined;
}

function allRows(values: readonly NestedDigits[]): Grid | undefined {
  const isRow = (value: NestedDigits): value is readonly number[] =>
    Array.isArray(value) && value.length > 0 && value.every((cell) => typeof cell === "number");
  return values.length > 0 && values.every(isRow) ? values : undefined;
}

function gridsOnLines(text: string): Grid[] | undefined {
  const grids: number[][][] = [[]];
  for (const line of text.split("\n")) {
    const cells = rowOnLine(line);
    if (cells === undefined) return undefined;
    if (cells.length > 0) grids.at(-1)?.push(cells);
    else if (grids.at(-1)?.length !== 0) grids.push([]);
  }
  return grids.filter((grid) => grid.length > 0);
}

/** The digits of a line: all of them joined, or all of them apart. */
function rowOnLine(line: string): number[] | undefined {
  const cells: number[] = [];
  let commas = 0;
  let joined = 0;
  for (let index = 0; index < line.length; index++) {
    const unit = line[index] ?? "";
    if (unit >= "0" && unit <= "9") {
      if (/\d/.test(line[index - 1] ?? "")) joined++;
      cells.push(Number(unit));
    } else if (unit === ",") {
      if (++commas > cells.length) return undefined;
    } else if (!isSpace(line.charCodeAt(index))) return undefined;
  }
  const allJoined = joined === cells.length - 1 && commas === 0;
  if (commas > 0 && commas < cells.length - 1) return undefined;
  return joined === 0 || allJoined ? cells : undefined;
}
