/** One column of a text table: numbers read best aligned right. */
export interface TextColumn {
  readonly title: string;
  readonly align: "left" | "right";
}

/** Lays rows out in aligned columns under a ruled head; an empty row becomes a rule. */
export function textTable(columns: readonly TextColumn[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map(({ title }, index) =>
    Math.max(width(title), ...rows.map((row) => width(row[index] ?? ""))),
  );
  const rule = widths.map((size) => "─".repeat(size)).join("──");
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ align }, index) => pad(cells[index] ?? "", widths[index] ?? 0, align))
      .join("  ")
      .trimEnd();
  const body = rows.map((row) => (row.length === 0 ? rule : line(row)));
  return [line(columns.map(({ title }) => title)), rule, ...body].join("\n");
}

function pad(text: string, size: number, align: TextColumn["align"]): string {
  const space = " ".repeat(Math.max(0, size - width(text)));
  return align === "left" ? text + space : space + text;
}

function width(text: string): number {
  return Array.from(text).length;
}
