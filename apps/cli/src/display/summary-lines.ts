import { formatSummaryTable, type RunSummary } from "@guru/evals";
import { wrapText } from "./wrap-text.ts";

/** A summary for a terminal: the tables, and what happened in plain words. */
export function summaryLines(summary: RunSummary, columns: number): string[] {
  return ["", formatSummaryTable(summary), "", ...wrapText(summary.whatHappened, Math.min(columns, 100))];
}
