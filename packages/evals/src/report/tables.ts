import { formatCount, formatPercent, formatPoints } from "../format-number.ts";
import type { DomainSummary, Measure, RunSummary } from "../run-summary.ts";
import type { Interval } from "../statistics/interval.ts";
import type { Content, Markup } from "./html.ts";
import { html } from "./html.ts";
import type { NamedRow } from "./named-row.ts";
import { namedRows } from "./named-row.ts";

interface Column {
  readonly title: string;
  readonly cell: (row: DomainSummary) => Content;
}

/** Every measure by domain and as the mean, and the split of the gain. */
export function domainTable(summary: RunSummary): Markup {
  const k = summary.samplesPerTask;
  const anyUnscored = unscoredOf(summary.overall) > 0;
  return table(summary, [
    { title: "tasks", cell: (row) => formatCount(row.tasks) },
    { title: "greedy", cell: (row) => change(row.greedy) },
    { title: "rise (95 % interval)", cell: (row) => withInterval(row.greedy?.rise) },
    { title: "made to work", cell: (row) => change(row.madeToWork) },
    { title: `avg@${k}`, cell: (row) => change(row.averageAtK) },
    { title: `pass@${k}`, cell: (row) => change(row.passAtK.at(-1)?.measure) },
    { title: "parsed", cell: (row) => shares(row.parsed) },
    { title: "tokens", cell: (row) => numbers(row.tokens) },
    { title: "unscored", cell: (row) => (anyUnscored ? unscoredOf(row) : undefined) },
  ]);
}

/** The three parts of each rise with their intervals. */
export function gainTable(summary: RunSummary): Markup {
  return table(summary, [
    { title: "rise", cell: ({ gain }) => withInterval(gain?.rise) },
    { title: "no answer → right", cell: ({ gain }) => withInterval(gain?.noAnswerToRight) },
    { title: "elicited", cell: ({ gain }) => withInterval(gain?.elicited) },
    { title: "learned", cell: ({ gain }) => withInterval(gain?.learned) },
    { title: "after − base made to work", cell: ({ gain }) => withInterval(gain?.beyondMadeToWork) },
  ]);
}

/** The greedy score by level. */
export function levelTable(summary: RunSummary): Markup {
  const levels = summary.overall.levels;
  return table(
    summary,
    levels.map(({ level, trained }) => ({
      title: `level ${level}${trained === false ? " (not trained on)" : ""}`,
      cell: (row) => change(row.levels.find((one) => one.level === level)?.greedy),
    })),
  );
}

/** A table with a row a domain; columns that hold nothing are left out, and so is a table without columns. */
function table(summary: RunSummary, wanted: readonly Column[]): Markup {
  const rows = namedRows(summary);
  const columns = wanted.filter(({ cell }) => rows.some(({ row }) => cell(row) !== undefined));
  if (columns.length === 0) return html``;
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th scope="col">domain</th>
          ${columns.map(({ title }) => html`<th scope="col">${title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map((one) => tableRow(one, columns))}${summary.leftOut.map(
          ({ domain, reason }) =>
            html`<tr class="left-out">
              <th scope="row">${domain}</th>
              <td colspan="${columns.length}">left out: ${reason}</td>
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`;
}

function tableRow({ name, row }: NamedRow, columns: readonly Column[]): Markup {
  return html`<tr class="${name === "mean" ? "total" : "domain-row"}">
    <th scope="row">${name}</th>
    ${columns.map(({ cell }) => html`<td>${cell(row) ?? "–"}</td>`)}
  </tr> `;
}

function change(measure: Measure | undefined): Content {
  return measure && shares({ before: measure.before.value, after: measure.after?.value });
}

function unscoredOf({ unscored }: DomainSummary): number {
  return unscored.before + (unscored.after ?? 0);
}

function shares(values: DomainSummary["parsed"]): Content {
  return values && arrow(values, (share) => formatPercent(share).replace(" %", ""));
}

function numbers(values: DomainSummary["tokens"]): Content {
  return values && arrow(values, (value) => value.toFixed(1));
}

function arrow(
  { before, after }: { before: number; after?: number | undefined },
  format: (value: number) => string,
): Content {
  return after === undefined ? format(before) : html`${format(before)} → <strong>${format(after)}</strong>`;
}

function withInterval(interval: Interval | undefined): Content {
  if (interval === undefined) return undefined;
  const { value, low, high } = interval;
  const kind = low > 0 ? "up" : high < 0 ? "down" : "flat";
  return html`<span class="${kind}">${formatPoints(value)}</span>
    <small>${formatPoints(low)} to ${formatPoints(high)}</small>`;
}
