import { axisTicks, tickLabel } from "./axis-ticks.ts";
import type { CurvePoint } from "./curve-points.ts";
import { smoothCurve, thinCurve } from "./curve-points.ts";
import type { Markup } from "./html.ts";
import { html } from "./html.ts";

/** One curve of a chart. */
export interface ChartSeries {
  readonly name: string;
  /** Which of the page's colours, by the name of its CSS class. */
  readonly color: string;
  readonly points: readonly CurvePoint[];
  /** Drawn as dots joined by lines instead of as a smoothed line over its faint raw one. */
  readonly dots?: boolean;
}

/** A chart of one or several curves over steps. */
export interface LineChart {
  readonly title: string;
  readonly series: readonly ChartSeries[];
  readonly size: "large" | "small";
  /** Scores share the axis from 0 to 1; everything else fits its own range. */
  readonly scores: boolean;
}

const sizes = { large: { width: 1000, height: 320 }, small: { width: 330, height: 190 } } as const;
const margin = { left: 46, right: 14, top: 10, bottom: 30 };

/** Draws a chart as a figure with an inline SVG; a legend names the curves when there are several. */
export function lineChart({ title, series, size, scores }: LineChart): Markup {
  const { width, height } = sizes[size];
  const drawn = series.map((one) => ({
    ...one,
    points: thinCurve(one.points.filter(({ y }) => Number.isFinite(y))),
  }));
  const points = drawn.flatMap((one) => one.points);
  if (points.length === 0) return html``;
  const x = createScale(
    range(points, (point) => point.x),
    [margin.left, width - margin.right],
    width / 90,
  );
  const y = createScale(
    scores ? [0, 1] : range(points, (point) => point.y),
    [height - margin.bottom, margin.top],
    size === "large" ? 5 : 4,
  );
  const [first, last] = [drawn[0]?.points[0], drawn[0]?.points.at(-1)];
  const label = `${title}: ${drawn.length} curve${drawn.length === 1 ? "" : "s"} over steps ${first?.x ?? 0} to ${last?.x ?? 0}`;
  return html`<figure class="chart ${size}">
    <figcaption>${title}</figcaption>
    <svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">
      ${gridLines(x, y, { width, height })} ${drawn.map((one) => curve(one, x, y))}
      <text class="tick" x="${width - margin.right}" y="${height - 2}" text-anchor="end">step</text></svg
    >${legend(series)}
  </figure>`;
}

interface Scale {
  readonly ticks: readonly number[];
  readonly step: number;
  place(value: number): string;
}

function createScale(
  [low, high]: readonly [number, number],
  [start, end]: readonly [number, number],
  count: number,
): Scale {
  const ticks = axisTicks(low, high, count);
  const [from = low, to = high] = [ticks[0], ticks.at(-1)];
  return {
    ticks,
    step: (ticks[1] ?? to) - from,
    place: (value) => (start + ((value - from) / (to - from)) * (end - start)).toFixed(1),
  };
}

/** The range of some values, widened where it would be a single number. */
function range(
  points: readonly CurvePoint[],
  pick: (point: CurvePoint) => number,
): readonly [number, number] {
  const low = points.reduce((least, point) => Math.min(least, pick(point)), Number.POSITIVE_INFINITY);
  const high = points.reduce((most, point) => Math.max(most, pick(point)), Number.NEGATIVE_INFINITY);
  const room = Math.max(Math.abs(low), 1) * 1e-6;
  if (high - low > room) return [low, high];
  const half = Math.max(Math.abs(low) / 2, 0.5);
  return [low - half, high + half];
}

function gridLines(x: Scale, y: Scale, { width, height }: { width: number; height: number }): Markup[] {
  const rows = y.ticks.map(
    (tick) =>
      html`<line
          class="grid"
          x1="${margin.left}"
          x2="${width - margin.right}"
          y1="${y.place(tick)}"
          y2="${y.place(tick)}"
        /><text class="tick" x="${margin.left - 6}" y="${y.place(tick)}" dy="0.35em" text-anchor="end"
          >${tickLabel(tick, y.step)}</text
        >`,
  );
  const columns = x.ticks.map(
    (tick) =>
      html`<text class="tick" x="${x.place(tick)}" y="${height - margin.bottom + 15}" text-anchor="middle"
        >${tickLabel(tick, x.step)}</text
      >`,
  );
  return [...rows, ...columns];
}

function curve({ points, color, dots }: ChartSeries, x: Scale, y: Scale): Markup {
  const path = (line: readonly CurvePoint[]): string =>
    line.map((point) => `${x.place(point.x)},${y.place(point.y)}`).join(" ");
  if (dots === true) {
    return html`<g class="${color}"
      ><polyline
        class="line"
        points="${path(points)}"
      />${points.map((point) => html`<circle class="dot" cx="${x.place(point.x)}" cy="${y.place(point.y)}" r="3.5" />`)}</g
    >`;
  }
  return html`<g class="${color}"
    ><polyline class="raw" points="${path(points)}" /><polyline
      class="line"
      points="${path(smoothCurve(points))}"
  /></g> `;
}

function legend(series: readonly ChartSeries[]): Markup {
  if (series.length < 2) return html``;
  return html`<ul class="legend">
    ${series.map(({ name, color }) => html`<li class="${color}"><span class="swatch"></span>${name}</li>`)}
  </ul>`;
}
