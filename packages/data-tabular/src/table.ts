import type { Random } from "@guru/core";
import { pickFrom, type Range } from "@guru/data-kit";

/** One row: its number, from 1, and its two cells. */
export interface Row {
  readonly number: number;
  readonly cells: readonly [number, number];
}

/** A small table in a spreadsheet's notation: columns are letters, rows are numbered. */
export interface Table {
  readonly columns: readonly [string, string];
  readonly rows: readonly Row[];
}

const columnLetters = Array.from("ABCDEF");

/** A table whose numbers differ within each column, so that the largest is one row's alone. */
export function drawTable(random: Random, rows: number, ranges: readonly [Range, Range]): Table {
  const [first = "", second = ""] = random.shuffle(columnLetters).slice(0, 2).sort();
  const left = distinct(random, rows, ranges[0]);
  const right = distinct(random, rows, ranges[1]);
  return {
    columns: [first, second],
    rows: left.map((value, index) => ({ number: index + 1, cells: [value, right[index] ?? 0] })),
  };
}

function distinct(random: Random, count: number, range: Range): number[] {
  const values = new Set<number>();
  // A range as small as the rows still fills, by trying on.
  while (values.size < Math.min(count, range[1] - range[0] + 1)) values.add(pickFrom(random, range));
  return [...values];
}

/** `A1=38,B1=11|A2=12,B2=6`. */
export function writeTable(table: Table): string {
  return table.rows.map((row) => `${writeCell(table, row, 0)},${writeCell(table, row, 1)}`).join("|");
}

/** `A1=38`. */
export function writeCell({ columns }: Table, { number, cells }: Row, column: 0 | 1): string {
  return `${columns[column]}${number}=${cells[column]}`;
}
