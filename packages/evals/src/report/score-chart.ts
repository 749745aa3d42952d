import { formatPercent } from "../format-number.ts";
import type { DomainSummary } from "../run-summary.ts";
import type { Interval } from "../statistics/interval.ts";
import type { Markup } from "./html.ts";
import { html } from "./html.ts";
import type { NamedRow } from "./named-row.ts";

const width = 1000;
const left = 110;
const right = 70;
const rowHeight = 44;

/** Before and after with their intervals, a row a domain; a tick marks the base made to work. */
export function scoreChart(rows: readonly NamedRow[]): Markup {
  const height = rows.length * rowHeight + 34;
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1];
  return html`<figure class="chart large">
    <figcaption>Greedy score on held-out tasks, before and after, with 95 % intervals</figcaption>
    <svg
      viewBox="0 0 ${width} ${height}"
      role="img"
      aria-label="Greedy score before and after by domain, as in the table below"
    >
      ${ticks.map((tick) => html`<line class="grid" x1="${place(tick)}" x2="${place(tick)}" y1="4" y2="${height - 28}" /><text class="tick" x="${place(tick)}" y="${height - 10}" text-anchor="middle">${formatPercent(tick).replace(".0", "")}</text>`)}
      ${rows.map(({ name, row }, index) => scoreRow(name, row, 4 + rowHeight * index + rowHeight / 2))}
    </svg>
    <ul class="legend">
      <li class="before"><span class="swatch"></span>before</li>
      <li class="after"><span class="swatch"></span>after</li>
      <li class="work"><span class="swatch bar"></span>before, made to work</li>
    </ul>
  </figure>`;
}

function scoreRow(name: string, { greedy, madeToWork }: DomainSummary, y: number): Markup {
  if (greedy === undefined) return html``;
  const { before, after } = greedy;
  const label = html`<text class="name" x="${left - 14}" y="${y}" dy="0.35em" text-anchor="end"
    >${name}</text
  >`;
  const work =
    madeToWork &&
    html`<line
      class="work"
      x1="${place(madeToWork.before.value)}"
      x2="${place(madeToWork.before.value)}"
      y1="${y - 14}"
      y2="${y + 14}"
    />`;
  const rise =
    after &&
    html`<line class="rise" x1="${place(before.value)}" x2="${place(after.value)}" y1="${y}" y2="${y}" />`;
  const end = after ?? before;
  const number = html`<text class="value" x="${width - right + 16}" y="${y}" dy="0.35em"
    >${formatPercent(end.value)}</text
  >`;
  return html`${label}${rise}${work}${mark("before", before, after ? y - 6 : y)}${after && mark("after", after, y + 6)}${number} `;
}

function mark(kind: "before" | "after", { value, low, high }: Interval, y: number): Markup {
  return html`<g class="${kind}"
    ><line class="interval" x1="${place(low)}" x2="${place(high)}" y1="${y}" y2="${y}" /><circle
      class="dot"
      cx="${place(value)}"
      cy="${y}"
      r="5"
  /></g>`;
}

function place(share: number): string {
  return (left + share * (width - left - right)).toFixed(1);
}
