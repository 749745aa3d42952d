import { formatDuration, formatCount, formatPercent, formatPoints } from "./format-number.ts";
import type { DomainSummary, Measure, RunSummary } from "./run-summary.ts";
import type { Interval } from "./statistics/interval.ts";
import type { TextColumn } from "./text-table.ts";
import { textTable } from "./text-table.ts";

interface SummaryColumn extends TextColumn {
  /** The cell, or `undefined` where the run did not measure it; a column without any cell is left out. */
  readonly cell: (row: DomainSummary) => string | undefined;
}

/** A run's summary as tables for a terminal of 80 columns: a row a domain, the mean, and what the columns mean. */
export function formatSummaryTable(summary: RunSummary): string {
  const tables = [headlineColumns(), samplingAndGainColumns(summary)].map((columns) =>
    formatTable(summary, columns),
  );
  return [...tables.filter((table) => table !== ""), notes(summary).join("\n")].join("\n\n");
}

function formatTable(summary: RunSummary, wanted: readonly SummaryColumn[]): string {
  const rows = [...summary.domains, summary.overall];
  const columns = wanted.filter(({ cell }) => rows.some((row) => cell(row) !== undefined));
  if (columns.length === 0) return "";
  const line = (name: string, row: DomainSummary): string[] => [
    name,
    ...columns.map(({ cell }) => cell(row) ?? "–"),
  ];
  return textTable(
    [{ title: "domain", align: "left" }, ...columns],
    [
      ...summary.domains.map((row) => line(row.domain, row)),
      ...summary.leftOut.map(({ domain }) => [domain, "left out"]),
      [],
      line("mean", summary.overall),
    ],
  );
}

function headlineColumns(): SummaryColumn[] {
  return [
    measured("greedy", (row) => row.greedy),
    { title: "rise", align: "right", cell: (row) => row.greedy?.rise && formatPoints(row.greedy.rise.value) },
    {
      title: "95 % interval",
      align: "right",
      cell: (row) => row.greedy?.rise && formatSpan(row.greedy.rise),
    },
    measured("made to work", (row) => row.madeToWork),
    { title: "parsed", align: "right", cell: (row) => row.parsed && formatShares(row.parsed) },
  ];
}

function samplingAndGainColumns({ samplesPerTask: k }: RunSummary): SummaryColumn[] {
  return [
    measured(`avg@${k}`, (row) => row.averageAtK),
    measured(`pass@${k}`, (row) => row.passAtK.at(-1)?.measure),
    {
      title: "no answer",
      align: "right",
      cell: (row) => row.gain && formatPoints(row.gain.noAnswerToRight.value),
    },
    { title: "elicited", align: "right", cell: (row) => row.gain && formatPoints(row.gain.elicited.value) },
    { title: "learned", align: "right", cell: (row) => row.gain && formatPoints(row.gain.learned.value) },
  ];
}

function measured(title: string, pick: (row: DomainSummary) => Measure | undefined): SummaryColumn {
  return { title, align: "right", cell: (row) => formatMeasure(pick(row)) };
}

function formatMeasure(measure: Measure | undefined): string | undefined {
  if (measure === undefined) return undefined;
  const { before, after } = measure;
  return formatShares({ before: before.value, ...(after && { after: after.value }) });
}

function formatShares({ before, after }: { before: number; after?: number | undefined }): string {
  const text = (share: number): string => formatPercent(share).replace(" %", "");
  return after === undefined ? text(before) : `${text(before)} → ${text(after)}`;
}

function formatSpan({ low, high }: Interval): string {
  return `${formatPoints(low)} to ${formatPoints(high)}`;
}

function notes(summary: RunSummary): string[] {
  const { overall, samplesPerTask, phases, tokensPerSecond, seed, engine, leftOut } = summary;
  const sampled = samplesPerTask > 0 ? `, ${samplesPerTask} samples each at temperature 1` : "";
  const speed = tokensPerSecond === undefined ? "" : `, ${formatCount(tokensPerSecond)} tokens/s`;
  return [
    `Percent of ${formatCount(overall.tasks)} held-out tasks${sampled}.`,
    ...(overall.greedy?.rise ? ["Rises are in points; intervals come from a bootstrap paired by task."] : []),
    ...(overall.gain
      ? ["rise = no answer (none before, right now) + elicited (up to the base made to work) + learned."]
      : []),
    ...leftOut.map(({ domain, reason }) => `${domain} was left out: ${reason}.`),
    `Seed ${seed}, ${engine}${speed}.`,
    `Time: ${phases.map(({ name, seconds }) => `${name} ${formatDuration(seconds)}`).join(", ")}.`,
  ];
}
