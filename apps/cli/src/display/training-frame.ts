import { formatDuration } from "@guru/evals";
import { sparkline } from "./sparkline.ts";
import {
  domainNumbers,
  headlineLabel,
  headlineMetric,
  shownNumbers,
  type TrainingView,
} from "./training-view.ts";

/** The lines of the live display on a screen of so many columns; a line too long for it is cut by whoever draws. */
export function trainingFrame(view: TrainingView, columns: number): string[] {
  const step = view.last?.step ?? 0;
  const headline = view.last?.[headlineMetric[view.method]];
  const label = headlineLabel(view.method);
  return [
    `step ${step}/${view.steps}  ${bar(step / view.steps, 30)}  ${formatDuration(view.elapsedSeconds)}${timeLeft(view)}`,
    ...(headline === undefined ? [] : [`${label} ${headline.toFixed(3)}  ${sparkline(view.history, 40)}`]),
    ...linesOf(domainNumbers(view), columns),
    ...linesOf(shownNumbers(view), columns),
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

/** As many numbers a line as fit. */
function linesOf(parts: readonly string[], columns: number): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const longer = lines.length === 0 ? part : `${lines.at(-1) ?? ""}   ${part}`;
    if (lines.length === 0 || longer.length >= columns) lines.push(part);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

/** A bar of the given width, filled to a share. */
export function bar(share: number, width: number): string {
  const filled = Math.round(Math.min(Math.max(share, 0), 1) * width);
  return "━".repeat(filled) + "╌".repeat(width - filled);
}
