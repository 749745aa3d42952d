import { formatPoints } from "../format-number.ts";
import type { GainSplit } from "../gain.ts";
import { axisTicks, tickLabel } from "./axis-ticks.ts";
import type { Markup } from "./html.ts";
import { html } from "./html.ts";
import type { NamedRow } from "./named-row.ts";

const width = 1000;
const left = 110;
const right = 70;
const rowHeight = 34;
const parts = ["noAnswerToRight", "elicited", "learned"] as const;
const names = { noAnswerToRight: "no answer → right", elicited: "elicited", learned: "learned" } as const;

/** The three parts of each rise as stacked bars in points; losses go to the left of zero. */
export function gainChart(rows: readonly NamedRow[]): Markup {
  const split = rows.flatMap(({ name, row }) => (row.gain ? [{ name, gain: row.gain }] : []));
  if (split.length === 0) return html``;
  const ends = split.map(({ gain }) => barEnds(gain));
  const ticks = axisTicks(
    Math.min(0, ...ends.map(([low]) => low)),
    Math.max(0.05, ...ends.map(([, high]) => high)),
    6,
  );
  const [from = 0, to = 1] = [ticks[0], ticks.at(-1)];
  const place = (value: number): number => left + ((value - from) / (to - from)) * (width - left - right);
  const height = split.length * rowHeight + 34;
  return html`<figure class="chart large">
    <figcaption>Where the rise comes from, in points</figcaption>
    <svg
      viewBox="0 0 ${width} ${height}"
      role="img"
      aria-label="The parts of each domain's rise, as in the table below"
    >
      ${ticks.map((tick) => html`<line class="${Math.abs(tick) < 1e-9 ? "zero" : "grid"}" x1="${place(tick).toFixed(1)}" x2="${place(tick).toFixed(1)}" y1="4" y2="${height - 28}" /><text class="tick" x="${place(tick).toFixed(1)}" y="${height - 10}" text-anchor="middle">${tickLabel(tick * 100, ((ticks[1] ?? 1) - from) * 100)}</text>`)}
      ${split.map(({ name, gain }, index) => bar({ name, gain, y: 4 + rowHeight * index, place }))}
    </svg>
    <ul class="legend">
      ${parts.map((part) => html`<li class="${part}"><span class="swatch"></span>${names[part]}</li>`)}
    </ul>
  </figure>`;
}

function barEnds(gain: GainSplit): readonly [number, number] {
  const values = parts.map((part) => gain[part].value);
  const total = (sign: number): number =>
    values.reduce((sum, value) => (value * sign > 0 ? sum + value : sum), 0);
  return [total(-1), total(1)];
}

interface Bar {
  readonly name: string;
  readonly gain: GainSplit;
  readonly y: number;
  readonly place: (value: number) => number;
}

function bar({ name, gain, y, place }: Bar): Markup {
  let [negative, positive] = [0, 0];
  const blocks = parts.map((part) => {
    const { value } = gain[part];
    const start = value < 0 ? negative : positive;
    if (value < 0) negative += value;
    else positive += value;
    const [low, high] = [Math.min(start, start + value), Math.max(start, start + value)];
    return html`<rect
      class="${part}"
      x="${place(low).toFixed(1)}"
      y="${y + 6}"
      width="${(place(high) - place(low)).toFixed(1)}"
      height="${rowHeight - 12}"
    />`;
  });
  const middle = y + rowHeight / 2;
  return html`<text class="name" x="${left - 14}" y="${middle}" dy="0.35em" text-anchor="end">${name}</text
    >${blocks}<text class="value" x="${width - right + 16}" y="${middle}" dy="0.35em"
      >${formatPoints(gain.rise.value)}</text
    > `;
}
