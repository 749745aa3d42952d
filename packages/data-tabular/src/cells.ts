import type { Random } from "@guru/core";
import { defineGenerator, productSteps } from "@guru/data-kit";
import { drawTable, type Row, type Table, writeCell, writeTable } from "./table.ts";
import { type TableKind, tableLevels } from "./table-levels.ts";

/** Questions over a small table: cells, sums, the largest, and sums and counts under a condition. */
export const cells = defineGenerator<TableKind>({
  name: "tabular/cells",
  domain: "tabular",
  version: "1",
  verifier: { name: "tabular/cell", version: "1" },
  levels: tableLevels,
  compose: (random, kind) => {
    const table = drawTable(random, kind.rows, [kind.cells, kind.factors ?? kind.cells]);
    const asked = ask(random, kind.kind, table);
    if (asked === undefined) return undefined;
    const { query, steps, answer } = asked;
    return { prompt: `${writeTable(table)}|${query}?`, steps, answer, truth: { value: answer } };
  },
});

interface Asked {
  readonly query: string;
  readonly steps: string;
  readonly answer: string;
}

function ask(random: Random, kind: TableKind["kind"], table: Table): Asked | undefined {
  const column = random.integer(0, 1) as 0 | 1;
  const other = (1 - column) as 0 | 1;
  const name = table.columns[column];
  const [first, second] = random.shuffle(table.rows) as [Row, Row];
  const top = table.rows.reduce((best, row) => (row.cells[column] > best.cells[column] ? row : best));
  const values = table.rows.map((row) => row.cells[column]);
  const scan = table.rows.map((row) => writeCell(table, row, column)).join(",");
  switch (kind) {
    case "cell":
      return {
        query: `${name}${first.number}`,
        steps: writeCell(table, first, column),
        answer: String(first.cells[column]),
      };
    case "pair-sum":
      return pair(table, "+", { rows: [first, second], column });
    case "pair-difference":
      if (first.cells[column] < second.cells[column]) return undefined;
      return pair(table, "-", { rows: [first, second], column });
    case "row-product":
      return rowProduct(table, first);
    case "column-sum":
      return { query: `sum(${name})`, ...additions(values) };
    case "row-of-largest":
      return { query: `row of max(${name})`, steps: scan, answer: String(top.number) };
    case "cell-at-largest":
      return {
        query: `${table.columns[other]} at max(${name})`,
        steps: `${scan},${writeCell(table, top, other)}`,
        answer: String(top.cells[other]),
      };
    case "count-if":
      return countIf(random, name, values);
    case "sum-if":
      return sumIf(random, table, column);
  }
}

function rowProduct(table: Table, row: Row): Asked {
  const [left, right] = row.cells;
  const copied = `${writeCell(table, row, 0)},${writeCell(table, row, 1)}`;
  return {
    query: table.columns.map((name) => `${name}${row.number}`).join("*"),
    steps: `${copied},${left}*${right}=${productSteps(left, right)}`,
    answer: String(left * right),
  };
}

/** The two cells are copied before they are added or subtracted. */
function pair(
  table: Table,
  sign: "+" | "-",
  { rows: [first, second], column }: { readonly rows: readonly [Row, Row]; readonly column: 0 | 1 },
): Asked {
  const name = table.columns[column];
  const [left, right] = [first.cells[column], second.cells[column]];
  const copied = `${writeCell(table, first, column)},${writeCell(table, second, column)}`;
  return {
    query: `${name}${first.number}${sign}${name}${second.number}`,
    steps: `${copied},${left}${sign}${right}`,
    answer: String(sign === "+" ? left + right : left - right),
  };
}

/** `38+12=50,50+35` of two or more numbers. */
function additions(values: readonly number[]): Omit<Asked, "query"> {
  let total = values[0] ?? 0;
  const steps = values.slice(1).map((value, index) => {
    total += value;
    return `${total - value}+${value}${index === values.length - 2 ? "" : `=${total}`}`;
  });
  return { steps: steps.join(","), answer: String(total) };
}

/** A bound that some of the numbers pass and some do not, and that none equals. */
function pickBound(random: Random, values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const index = random.integer(1, sorted.length - 1);
  const [below = 0, above = 0] = sorted.slice(index - 1, index + 1);
  return above - below > 1 ? random.integer(below + 1, above - 1) : undefined;
}

interface Condition {
  readonly text: string;
  readonly passes: (value: number) => boolean;
}

function pickCondition(random: Random, name: string, values: readonly number[]): Condition | undefined {
  const bound = pickBound(random, values);
  if (bound === undefined) return undefined;
  return random.next() < 0.5
    ? { text: `${name}>${bound}`, passes: (value) => value > bound }
    : { text: `${name}<${bound}`, passes: (value) => value < bound };
}

/** Those that pass are listed and numbered. */
function countIf(random: Random, name: string, values: readonly number[]): Asked | undefined {
  const condition = pickCondition(random, name, values);
  if (condition === undefined) return undefined;
  const kept = values.filter(condition.passes);
  const steps = kept.map((value, index) => `${value}:${index + 1}`).join(",");
  return { query: `count(${condition.text})`, steps, answer: String(kept.length) };
}

/** Each row is looked at in turn: its other number follows where it passes. */
function sumIf(random: Random, table: Table, column: 0 | 1): Asked | undefined {
  const { columns, rows } = table;
  const other = (1 - column) as 0 | 1;
  const condition = pickCondition(
    random,
    columns[other],
    rows.map((row) => row.cells[other]),
  );
  if (condition === undefined) return undefined;
  const kept = rows.filter((row) => condition.passes(row.cells[other]));
  if (kept.length < 2) return undefined;
  const { steps, answer } = additions(kept.map((row) => row.cells[column]));
  const scan = kept.map((row) => writeCell(table, row, other)).join(",");
  return { query: `sum(${columns[column]},${condition.text})`, steps: `${scan};${steps}`, answer };
}
