import { Domain, type MetricName, type MetricsRow } from "@guru/core";
import type { CurvePoint } from "./curve-points.ts";
import { smoothingWidth } from "./curve-points.ts";
import type { Markup } from "./html.ts";
import { html } from "./html.ts";
import type { ChartSeries, LineChart } from "./line-chart.ts";
import { lineChart } from "./line-chart.ts";

/** The charts people look for first; every other metric is drawn in a folded part. */
const knownCharts: readonly { readonly title: string; readonly source: MetricName }[] = [
  { title: "Loss", source: "train/loss" },
  { title: "Entropy per token", source: "rollout/entropy" },
  { title: "KL to the start, per token", source: "actor/kl_to_start" },
  { title: "Response length (tokens)", source: "response_length/mean" },
  { title: "Groups without spread (share)", source: "groups/without_spread" },
  { title: "Clipped tokens (share)", source: "actor/pg_clipfrac" },
  { title: "Gradient norm", source: "actor/grad_norm" },
  { title: "Gradient norm", source: "train/grad_norm" },
  { title: "Tokens per second", source: "perf/throughput" },
  { title: "Rollout − training log-probability, largest", source: "training/rollout_logprob_diff_max" },
];

/** The curves of a run: rewards by domain, evaluations in between, and every other metric. */
export function trainingCurves(rows: readonly MetricsRow[]): Markup {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
    .filter((name) => name !== "step")
    .sort();
  if (names.length === 0) return html`<p>No training step was recorded.</p>`;
  const rewards = byDomain(rows, {
    names,
    mean: "critic/score/mean",
    of: (domain) => `critic/score/${domain}/mean`,
  });
  const evaluations = byDomain(rows, { names, mean: "val/mean", of: (domain) => `val/${domain}` });
  const known = knownCharts.filter(({ source }) => names.includes(source));
  const used = new Set([...rewards, ...evaluations, ...known].map(({ source }) => source));
  const rest = names.filter((name) => !used.has(name)).map((name) => single(name, rows, name));
  return html`${rewardCharts(rewards)}${evaluationChart(evaluations)}
    <div class="grid-charts">${known.map(({ title, source }) => lineChart(single(title, rows, source)))}</div>
    ${
      rest.length > 0
        ? html`<details>
            <summary>Every other metric (${rest.length})</summary>
            <div class="grid-charts">${rest.map(lineChart)}</div>
          </details>`
        : undefined
    }`;
}

interface NamedSeries extends ChartSeries {
  readonly source: string;
}

interface DomainNames {
  readonly names: readonly string[];
  readonly mean: MetricName;
  readonly of: (domain: Domain) => MetricName;
}

function byDomain(rows: readonly MetricsRow[], { names, mean, of }: DomainNames): NamedSeries[] {
  const wanted = [
    ...Domain.options.map((domain) => ({ name: domain, color: domain, source: of(domain) })),
    { name: "mean", color: "mean", source: mean },
  ];
  return wanted
    .filter(({ source }) => names.includes(source))
    .map((one) => ({ ...one, points: pointsOf(rows, one.source) }));
}

function evaluationChart(series: readonly NamedSeries[]): Markup {
  return lineChart({
    title: "Greedy score on some held-out tasks during training",
    series: series.map((one) => ({ ...one, dots: true })),
    size: "large",
    scores: scoresOnly(series),
  });
}

function rewardCharts(series: readonly NamedSeries[]): Markup {
  if (series.length === 0) return html``;
  const width = Math.round(smoothingWidth(series[0]?.points ?? []));
  const smoothing =
    width > 0
      ? ` Faint: each step. Strong: smoothed over about ${width} step${width === 1 ? "" : "s"} to each side.`
      : "";
  return html`<p>Mean score of the responses sampled in each step, on training tasks.${smoothing}</p>
    ${lineChart({ title: "Reward by domain", series, size: "large", scores: scoresOnly(series) })}
    <div class="grid-charts">
      ${series.filter(({ color }) => color !== "mean").map((one) => lineChart({ title: one.name, series: [one], size: "small", scores: scoresOnly(series) }))}
    </div>`;
}

/** Rewards of verifiers lie in [0, 1]; a reward of the user's own may not. */
function scoresOnly(series: readonly ChartSeries[]): boolean {
  return series.every(({ points }) => points.every(({ y }) => y >= 0 && y <= 1));
}

function single(title: string, rows: readonly MetricsRow[], source: string): LineChart {
  const series = { name: source, color: "mean", points: pointsOf(rows, source) };
  return { title, series: [series], size: "small", scores: false };
}

function pointsOf(rows: readonly MetricsRow[], name: string): CurvePoint[] {
  return rows.flatMap((row) => {
    const y = row[name];
    return y === undefined ? [] : [{ x: row.step, y }];
  });
}
