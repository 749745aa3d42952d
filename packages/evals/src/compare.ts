import { Domain } from "@guru/core";
import { formatPercent, formatPoints } from "./format-number.ts";
import type { DomainSummary, RunSummary } from "./run-summary.ts";
import { textTable } from "./text-table.ts";

/** The greedy result of one domain, or the mean, in two runs. Shares in [0, 1]; a missing side did not measure it. */
export interface ComparisonRow {
  /** A domain, or `mean`. */
  readonly name: string;
  readonly first?: ComparedResult;
  readonly second?: ComparedResult;
  /** The second run's final score less the first's, where both have one. */
  readonly difference?: number;
}

/** One run's greedy scores of one row. `final` is the score after training, or the only one. */
export interface ComparedResult {
  readonly before: number;
  readonly final: number;
  readonly rise?: number;
  readonly learned?: number;
}

/**
 * Puts two runs' summaries side by side, a row a domain and the mean. Two summaries do not hold what a paired interval
 * of the difference would need: evaluate both checkpoints on the same tasks for that.
 */
export function compareSummaries(first: RunSummary, second: RunSummary): ComparisonRow[] {
  const rows = Domain.options.flatMap((domain) => {
    const [left, right] = [first, second].map(({ domains }) => domains.find((row) => row.domain === domain));
    return left === undefined && right === undefined ? [] : [compareRow(domain, left, right)];
  });
  return [...rows, compareRow("mean", first.overall, second.overall)];
}

/** A comparison as a table for a terminal. */
export function formatComparison(
  rows: readonly ComparisonRow[],
  names: { readonly first: string; readonly second: string },
): string {
  const cells = rows.map(({ name, first, second, difference }) => [
    name,
    formatResult(first),
    formatResult(second),
    difference === undefined ? "–" : formatPoints(difference),
  ]);
  return textTable(
    [
      { title: "domain", align: "left" },
      { title: names.first, align: "right" },
      { title: names.second, align: "right" },
      { title: "difference", align: "right" },
    ],
    [...cells.slice(0, -1), [], ...cells.slice(-1)],
  );
}

function compareRow(
  name: string,
  left: DomainSummary | undefined,
  right: DomainSummary | undefined,
): ComparisonRow {
  const first = comparedResult(left);
  const second = comparedResult(right);
  return {
    name,
    ...(first && { first }),
    ...(second && { second }),
    ...(first && second && { difference: second.final - first.final }),
  };
}

function comparedResult(row: DomainSummary | undefined): ComparedResult | undefined {
  if (row?.greedy === undefined) return undefined;
  const { before, after, rise } = row.greedy;
  return {
    before: before.value,
    final: (after ?? before).value,
    ...(rise && { rise: rise.value }),
    ...(row.gain && { learned: row.gain.learned.value }),
  };
}

function formatResult(result: ComparedResult | undefined): string {
  if (result === undefined) return "–";
  const { before, final, rise } = result;
  return rise === undefined
    ? formatPercent(final)
    : `${formatPercent(before)} → ${formatPercent(final)} (${formatPoints(rise)})`;
}
