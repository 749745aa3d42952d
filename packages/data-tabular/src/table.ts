import type { Random } from "@guru/core";
import { pickFrom, type Range } from "@guru/data-kit";

/** One row: a capital letter and two numbers. */
export interface Row {
  readonly id: string;
  readonly cells: readonly [number, number];
}

/** A small table: rows named by a letter, and two columns named by one. */
export interface Table {
  readonly columns: readonly [string, string];
  readonly rows: readonly Row[];
}

const idLetters = Array.from("ABCDEFGHJKLM");
const columnLetters = Array.from("hknpqrwz");

/** A table whose numbers differ within each column, so that the largest is one row's alone. */
export function drawTable(random: Random, rows: number, ranges: readonly [Range, Range]): Table {
  const [first = "", second = ""] = random.shuffle(columnLetters);
  const ids = random.shuffle(idLetters).slice(0, rows);
  const left = distinct(random, rows, ranges[0]);
  const right = distinct(random, rows, ranges[1]);
  return {
    columns: [first, second],
    rows: ids.map((id, index) => ({ id, cells: [left[index] ?? 0, right[index] ?? 0] })),
  };
}

function distinct(random: Random, count: number, range: Range): number[] {
  const values = new Set<number>();
  // A range as small as the rows still fills, by trying on.
  while (values.size < Math.min(count, range[1] - range[0] + 1)) values.add(pickFrom(random, range));
  return [...values];
}

/** `J q38 p11|S q12 p6`. */
export function writeTable(table: Table): string {
  return table.rows.map((row) => writeRow(table, row)).join("|");
}

/** `J q38 p11`. */
export function writeRow({ columns }: Table, { id, cells }: Row): string {
  return `${id} ${columns[0]}${cells[0]} ${columns[1]}${cells[1]}`;
}
