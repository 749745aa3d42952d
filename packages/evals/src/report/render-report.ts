import type { Json, MetricsRow } from "@guru/core";
import { formatCount, formatPercent, formatPoints } from "../format-number.ts";
import type { RunSummary } from "../run-summary.ts";
import { chartStyle } from "./chart-style.ts";
import { gainChart } from "./gain-chart.ts";
import type { Content, Markup } from "./html.ts";
import { html, renderMarkup } from "./html.ts";
import { namedRows } from "./named-row.ts";
import { pageStyle } from "./page-style.ts";
import { readingGuide } from "./reading-guide.ts";
import { runFacts } from "./run-facts.ts";
import type { ReportSample } from "./sample-cards.ts";
import { sampleCards } from "./sample-cards.ts";
import { scoreChart } from "./score-chart.ts";
import { domainTable, gainTable, levelTable } from "./tables.ts";
import { trainingCurves } from "./training-curves.ts";

/** Everything a report shows. */
export interface ReportInput {
  readonly summary: RunSummary;
  /** The lines of `metrics.jsonl`. */
  readonly metrics: readonly MetricsRow[];
  /** The resolved config. */
  readonly config?: Json;
  readonly samples: readonly ReportSample[];
}

/**
 * A run's report as one HTML page: no script, no outside resource, and a policy in the page that forbids both. The
 * same input gives the same bytes. Prompts and responses are untrusted: they are escaped, and shortened when long.
 */
export function renderReport(input: ReportInput): string {
  const { summary } = input;
  const page = html`<!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${summary.name}: GURU run report</title>
        <style>
          ${pageStyle}${chartStyle}
        </style>
      </head>
      <body>
        <main>
          ${head(summary)}
          ${section("Before and after", html`${scoreChart(namedRows(summary))}${domainTable(summary)}`)}
          ${gainSection(summary)}
          ${
            summary.overall.levels.length > 0
              ? section(
                  "By level",
                  html`<p>Greedy score in percent.</p>
                    ${levelTable(summary)}`,
                )
              : undefined
          }
          ${section("Training", trainingCurves(input.metrics))}
          ${section("Sample responses", sampleCards(input.samples))}
          ${section("The run", runFacts(summary, input.config))}
          ${section("How to read this", readingGuide(summary))}
        </main>
      </body>
    </html> `;
  return renderMarkup(page);
}

function section(title: string, content: Content): Markup {
  return html`<section>
    <h2>${title}</h2>
    ${content}
  </section>`;
}

function head(summary: RunSummary): Markup {
  const { name, method, seed, engine, steps, rewards } = summary;
  const how = method === "grpo" ? "reinforcement learning (GRPO)" : "supervised fine-tuning";
  const control = rewards === "shuffled" ? ", control with shuffled rewards" : "";
  return html`<header>
    <h1>${name}</h1>
    <p class="sub">${`${how}${control} · ${formatCount(steps)} steps · seed ${seed} · ${engine}`}</p>
    <div class="tiles">${tiles(summary)}</div>
    <p class="lead">${summary.whatHappened.replaceAll(" %", "\u00a0%")}</p>
  </header>`;
}

function tiles({ overall, domains }: RunSummary): Markup[] {
  const { greedy, gain, passAtK } = overall;
  const pass = passAtK.at(-1);
  const all: (Markup | undefined)[] = [
    greedy &&
      tile(`greedy, mean of ${domains.length} domains`, fromTo(greedy.before.value, greedy.after?.value)),
    greedy?.rise &&
      tile(
        `points, 95 % interval ${formatPoints(greedy.rise.low)} to ${formatPoints(greedy.rise.high)}`,
        formatPoints(greedy.rise.value),
      ),
    gain &&
      tile(
        `points beyond the base made to work, ${formatPoints(gain.learned.low)} to ${formatPoints(gain.learned.high)}`,
        `${formatPoints(gain.learned.value)} learned`,
      ),
    pass && tile(`pass@${pass.k}`, fromTo(pass.measure.before.value, pass.measure.after?.value)),
  ];
  return all.filter((one) => one !== undefined);
}

function tile(label: string, value: string): Markup {
  return html`<div class="tile"><b>${value}</b><small>${label}</small></div>`;
}

function fromTo(before: number, after: number | undefined): string {
  return after === undefined
    ? formatPercent(before)
    : `${formatPercent(before).replace(" %", "")} → ${formatPercent(after)}`;
}

function gainSection(summary: RunSummary): Markup {
  if (summary.overall.gain === undefined) return html``;
  return section("Where the rise comes from", html`${gainChart(namedRows(summary))}${gainTable(summary)}`);
}
