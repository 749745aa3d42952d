import type { Json } from "@guru/core";
import { formatCount, formatDuration } from "../format-number.ts";
import type { RunSummary } from "../run-summary.ts";
import type { Markup } from "./html.ts";
import { html } from "./html.ts";

/** What the run was and what it took, and its resolved config. */
export function runFacts(summary: RunSummary, config: Json | undefined): Markup {
  const { phases } = summary;
  const total = phases.reduce((sum, { seconds }) => sum + seconds, 0);
  const facts: readonly (readonly [string, string | undefined])[] = [
    ["method", summary.method === "grpo" ? "GRPO" : "supervised fine-tuning"],
    ["rewards", summary.rewards === "shuffled" ? "shuffled (control)" : undefined],
    ["started from", summary.model],
    ["engine", summary.engine],
    ["seed", String(summary.seed)],
    ["steps", formatCount(summary.steps)],
    ["responses sampled", summary.rollouts === undefined ? undefined : formatCount(summary.rollouts)],
    [
      "training tokens",
      summary.trainingTokens === undefined ? undefined : formatCount(summary.trainingTokens),
    ],
    [
      "tokens per second",
      summary.tokensPerSecond === undefined ? undefined : formatCount(summary.tokensPerSecond),
    ],
    ["held-out tasks", formatCount(summary.overall.tasks)],
    ["samples a task", summary.samplesPerTask > 0 ? `${summary.samplesPerTask} at temperature 1` : undefined],
    ...phases.map(({ name, seconds }) => [`time: ${name}`, formatDuration(seconds)] as const),
    ["time: total", phases.length > 1 ? formatDuration(total) : undefined],
  ];
  return html`<dl class="facts">
      ${facts.map(
        ([name, value]) =>
          value &&
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div> `,
      )}
    </dl>
    ${
      config === undefined
        ? undefined
        : html`<details>
            <summary>Resolved config</summary>
            <pre>${JSON.stringify(config, undefined, 2)}</pre>
          </details>`
    }`;
}
