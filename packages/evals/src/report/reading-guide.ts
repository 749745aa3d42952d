import type { RunSummary } from "../run-summary.ts";
import type { Markup } from "./html.ts";
import { html } from "./html.ts";

/** What each number of the report means, and what it does not show. */
export function readingGuide({ samplesPerTask: k, overall }: RunSummary): Markup {
  return html`<dl class="guide">
    <dt>greedy</dt>
    <dd>
      The share of held-out tasks answered right when the most likely token is always taken. None of these
      tasks was trained on. The mean gives every domain the same weight.
    </dd>
    <dt>95 % interval</dt>
    <dd>
      From resampling the tasks (percentile bootstrap), before and after together, so a task that is hard for
      both does not widen the interval of the rise. It covers the choice of tasks, not another seed of the
      training: repeat the run with other seeds for that.
    </dd>
    <dt>made to work</dt>
    <dd>
      Greedy, but the response may not begin with the answer. It shows what the model can do when it writes
      its steps first.
    </dd>
    ${
      k > 0
        ? html`<dt>avg@${k}, pass@k</dt>
            <dd>
              From ${k} samples a task at temperature 1: their mean score, and the unbiased estimate of the
              chance that one of k samples is right. A model that only becomes surer of itself raises the
              first and not the second.
            </dd>`
        : undefined
    }
    ${
      overall.parsed &&
      html`<dt>parsed</dt>
        <dd>The share of greedy responses in which the verifier finds an answer, right or wrong.</dd>`
    }
    <dt>no answer → right</dt>
    <dd>The part of the rise from tasks to which the base gave no parsable answer.</dd>
    <dt>elicited</dt>
    <dd>
      Of the rest, what stays within the base's score when made to work: the skill was there, training taught
      the model to use it.
    </dd>
    <dt>learned</dt>
    <dd>
      What goes beyond that. The three parts add up to the rise. The split of the mean row is made from the
      means, so a domain below its made-to-work score offsets one beyond it.
    </dd>
    <dt>unscored</dt>
    <dd>Responses that could not be judged through no fault of the model. They count in no score.</dd>
  </dl>`;
}
