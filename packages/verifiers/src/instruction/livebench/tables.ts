import { pythonStrip } from "../text/python-text.ts";
import { csvRows } from "../text/csv-rows.ts";

/** The formats that tables are converted between. */
export const tableFormats = ["json", "jsonl", "csv", "tsv", "markdown", "html"] as const;
export type TableFormat = (typeof tableFormats)[number];

/** Column names with the texts of each row's cells. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Reads a table; `undefined` where the text is none of that format. */
export function readTable(text: string, format: TableFormat): Table | undefined {
  switch (format) {
    case "json":
      return fromRecords(recordsOf(text));
    case "jsonl":
      return fromRecords(linesOfJson(text));
    case "csv":
      return fromRows(csvRows(pythonStrip(text), ",").filter((row) => row.length > 0));
    case "tsv":
      return fromRows(csvRows(pythonStrip(text), "\t").filter((row) => row.length > 0));
    case "markdown":
      return fromRows(markdownRows(text));
    case "html":
      return fromRows(htmlRows(text));
  }
}

/** Whether two tables say the same: the columns in any order, the rows in theirs, numbers by value. A column `index` does not count. */
export function equalTables(given: Table, gold: Table): boolean {
  const columns = namesOf(gold);
  if (
    given.rows.length !== gold.rows.length ||
    namesOf(given).sort().join("\n") !== [...columns].sort().join("\n")
  )
    return false;
  return gold.rows.every((row, at) =>
    columns.every((name) => equalCells(cellOf(given, at, name), row[gold.columns.indexOf(name)] ?? "")),
  );
}

function namesOf(table: Table): string[] {
  return table.columns.filter((name) => name !== "index");
}

function cellOf(table: Table, row: number, name: string): string {
  return table.rows[row]?.[table.columns.indexOf(name)] ?? "";
}

const number = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d{1,3})?$/iu;
const nothing = new Set(["", "nan", "null", "none", "n/a"]);

function equalCells(given: string, gold: string): boolean {
  if (number.test(given) && number.test(gold)) return Math.abs(Number(given) - Number(gold)) < 1e-6;
  return given === gold || (nothing.has(given.toLowerCase()) && nothing.has(gold.toLowerCase()));
}

function fromRows(rows: readonly (readonly string[])[]): Table | undefined {
  const [columns, ...cells] = rows.map((row) => row.map((cell) => pythonStrip(cell)));
  if (columns === undefined || columns.length === 0 || cells.some((row) => row.length !== columns.length))
    return undefined;
  return { columns, rows: cells };
}

function fromRecords(records: readonly unknown[] | undefined): Table | undefined {
  const [first] = records ?? [];
  if (records === undefined || !isRecord(first)) return undefined;
  const columns = Object.keys(first);
  const rows: string[][] = [];
  for (const record of records) {
    if (!isRecord(record)) return undefined;
    if (Object.keys(record).some((name) => !columns.includes(name))) return undefined;
    rows.push(columns.map((name) => cellText(record[name])));
  }
  return { columns: columns.map((name) => pythonStrip(name)), rows };
}

/** A list of records, or an object whose values are records. */
function recordsOf(text: string): readonly unknown[] | undefined {
  const value = parseJson(text);
  if (Array.isArray(value)) return value as unknown[];
  return isRecord(value) ? Object.values(value) : undefined;
}

/** One value a line; a line that is no JSON ends the reading. */
function linesOfJson(text: string): readonly unknown[] | undefined {
  const records: unknown[] = [];
  for (const line of text.split("\n")) {
    if (pythonStrip(line) === "") continue;
    const record = parseJson(line);
    if (record === undefined) return undefined;
    records.push(record);
  }
  return records;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  return (typeof value === "string" ? value : JSON.stringify(value)).trim();
}

function markdownRows(text: string): string[][] {
  const lines = text
    .split("\n")
    .map((line) => pythonStrip(line))
    .filter((line) => line.startsWith("|"));
  return lines
    .filter((line) => !/^\|[\s:|-]*\|?$/u.test(line) || !line.includes("-"))
    .map((line) => line.replace(/^\||\|$/gu, "").split("|"));
}

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  "#39": "'",
  nbsp: " ",
};

function htmlRows(text: string): string[][] {
  return text
    .split(/<tr[\s>]/iu)
    .slice(1)
    .map((row) =>
      row
        .split(/<t[hd][\s>]/iu)
        .slice(1)
        .map((cell) => cellOfHtml(cell)),
    )
    .filter((row) => row.length > 0);
}

function cellOfHtml(cell: string): string {
  const end = cell.search(/<\/t[hd]>/iu);
  const content = (end < 0 ? cell : cell.slice(0, end)).replace(/<[^<>]*>/gu, "");
  return content.replace(/&(amp|lt|gt|quot|#39|nbsp);/gu, (entity, name: string) => entities[name] ?? entity);
}
