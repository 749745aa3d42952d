/**
 * The rows of delimited text as Python's `csv.reader` reads them: a quoted field may hold delimiters and line ends, a doubled quote in
 * it is one, and a blank line is a row without fields.
 */
export function csvRows(text: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = "";
  let state: "start" | "plain" | "quoted" | "closed" = "start";
  let lineIsBlank = true;
  const endRow = (): void => {
    if (!lineIsBlank) row.push(field);
    rows.push(row);
    row = [];
    field = "";
    state = "start";
    lineIsBlank = true;
  };
  for (const unit of text.replace(/\r\n?/gu, "\n")) {
    if (state === "quoted") {
      if (unit === '"') state = "closed";
      else field += unit;
    } else if (unit === "\n") endRow();
    else {
      lineIsBlank = false;
      if (unit === delimiter) {
        row.push(field);
        field = "";
        state = "start";
      } else if (unit === '"' && state === "start") state = "quoted";
      else if (unit === '"' && state === "closed") {
        field += unit;
        state = "quoted";
      } else {
        field += unit;
        state = "plain";
      }
    }
  }
  if (!lineIsBlank) endRow();
  return rows;
}
