import { Domain } from "@guru/core";
import { z } from "zod";
import type { Markup } from "./html.ts";
import { html } from "./html.ts";

/** One response to show, from training or from an evaluation. */
export const ReportSample = z.strictObject({
  domain: Domain,
  level: z.int().positive().optional(),
  /** When it was given, such as `step 120` or `before`. */
  when: z.string(),
  prompt: z.string(),
  response: z.string(),
  /** The answer that was judged; null where none was found, left out where the verdict does not say. */
  extracted: z.string().nullable().optional(),
  /** The right answer, as text. */
  gold: z.string(),
  /** Missing for a response that could not be judged. */
  reward: z.number().optional(),
  /** The verifier's reason code. */
  reason: z.string().optional(),
});
export type ReportSample = z.infer<typeof ReportSample>;

const longestText = 2000;

/** The samples of each domain, folded by domain, in the order given. */
export function sampleCards(samples: readonly ReportSample[]): Markup {
  if (samples.length === 0) return html`<p>No responses were kept.</p>`;
  return html`${Domain.options.map((domain) => {
    const own = samples.filter((sample) => sample.domain === domain);
    if (own.length === 0) return undefined;
    return html`<details open>
      <summary>
        <span class="swatch ${domain}"></span>${domain}
        <small>${own.length} response${own.length === 1 ? "" : "s"}</small>
      </summary>
      <div class="cards">${own.map(card)}</div>
    </details> `;
  })}`;
}

function card(sample: ReportSample): Markup {
  const { reward, level, when } = sample;
  const kind = reward === undefined ? "flat" : reward >= 1 ? "up" : reward <= 0 ? "down" : "flat";
  const facts = [
    when,
    ...(level === undefined ? [] : [`level ${level}`]),
    ...(sample.reason ? [sample.reason] : []),
  ];
  return html`<article class="card ${kind}">
    <header>
      <small>${facts.join(" · ")}</small
      ><strong class="${kind}"
        >${reward === undefined ? "unscored" : `reward ${Number(reward.toFixed(3))}`}</strong
      >
    </header>
    <dl>
      <dt>prompt</dt>
      <dd><pre>${shorten(sample.prompt)}</pre></dd>
      <dt>response</dt>
      <dd><pre>${shorten(sample.response)}</pre></dd>
      ${answer(sample)}
      <dt>gold</dt>
      <dd><pre>${shorten(sample.gold)}</pre></dd>
    </dl>
  </article> `;
}

function answer({ extracted }: ReportSample): Markup | undefined {
  if (extracted === undefined) return undefined;
  const shown = extracted === null ? html`<em>none found</em>` : html`<pre>${shorten(extracted)}</pre>`;
  return html`<dt>answer</dt>
    <dd>${shown}</dd>`;
}

function shorten(text: string): string {
  if (text.length <= longestText) return text;
  return `${text.slice(0, longestText)} … (${text.length - longestText} more characters)`;
}
