import { formatDuration } from "@guru/evals";
import { sparkline } from "./sparkline.ts";
import {
  domainNumbers,
  headlineLabel,
  headlineMetric,
  shownNumbers,
  type TrainingView,
} from "./training-view.ts";

/** The lines of the live display. A line may be longer than the screen; whoever draws cuts it. */
export function trainingFrame(view: TrainingView): string[] {
  const step = view.last?.step ?? 0;
  const headline = view.last?.[headlineMetric[view.method]];
  const label = headlineLabel(view.method);
  return [
    `step ${step}/${view.steps}  ${bar(step / view.steps, 30)}  ${formatDuration(view.elapsedSeconds)}${timeLeft(view)}`,
    ...(headline === undefined ? [] : [`${label} ${headline.toFixed(3)}  ${sparkline(view.history, 40)}`]),
    ...lineOf(domainNumbers(view)),
    ...lineOf(shownNumbers(view)),
  ];
}

/** One line for a log. */
export function trainingLine(view: TrainingView): string {
  const headline = view.last?.[headlineMetric[view.method]];
  const domains = domainNumbers(view);
  return [
    `step ${view.last?.step ?? 0}/${view.steps}`,
    ...(headline === undefined ? [] : [`${headlineLabel(view.method)} ${headline.toFixed(3)}`]),
    ...(domains.length === 0 ? [] : [`(${domains.join(", ")})`]),
    ...shownNumbers(view),
    ...(view.secondsLeft === undefined ? [] : [`${formatDuration(view.secondsLeft)} left`]),
  ].join("  ");
}

function timeLeft({ secondsLeft }: TrainingView): string {
  return secondsLeft === undefined ? "" : `, about ${formatDuration(secondsLeft)} left`;
}

function lineOf(parts: readonly string[]): string[] {
  return parts.length === 0 ? [] : [parts.join("   ")];
}

/** A bar of the given width, filled to a share. */
export function bar(share: number, width: number): string {
  const filled = Math.round(Math.min(Math.max(share, 0), 1) * width);
  return "━".repeat(filled) + "╌".repeat(width - filled);
}
