import type { DomainSummary, Measure, RunSummary } from "./run-summary.ts";
import { formatCount, formatPercent, formatPoints } from "./format-number.ts";
import type { GainSplit } from "./gain.ts";
import type { Interval } from "./statistics/interval.ts";

type Unexplained = Omit<RunSummary, "whatHappened">;

/** Says in plain words what training did, and what the numbers do not show. */
export function whatHappened(summary: Unexplained): string {
  const { overall } = summary;
  const sentences =
    overall.greedy?.rise === undefined
      ? [...sayLevelOfModel(summary)]
      : [
          sayRise(summary, overall.greedy),
          sayDomains(summary),
          saySplit(summary, overall),
          saySampling(overall),
          sayUnseenLevel(overall),
        ];
  return [...sentences, sayUnscored(overall), sayLeftOut(summary)]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

function sayLevelOfModel({ domains, overall }: Unexplained): string[] {
  if (overall.greedy === undefined) return ["Nothing was answered greedily, so there is no headline."];
  const { before, tasks } = overall.greedy;
  return [
    `The model answers ${formatPercent(before.value)} of ${formatCount(tasks)} held-out tasks right when it decodes greedily, averaged over ` +
      `${countOf(domains.length, "domain")} (95 % interval ${span(before, formatPercent)}).`,
    overall.parsed
      ? `A verifier finds an answer in ${formatPercent(overall.parsed.before)} of its responses.`
      : "",
    overall.madeToWork
      ? `Made to show its work before answering, it scores ${formatPercent(overall.madeToWork.before.value)}.`
      : "",
  ];
}

function sayRise({ domains, method, rewards }: Unexplained, greedy: Measure): string {
  const { before, after = before, rise = before, tasks } = greedy;
  const control =
    rewards === "shuffled"
      ? "This is a control: every reward was handed to a random other response, so no skill can come from the rewards. "
      : "";
  const how = method === "grpo" ? "Reinforcement learning" : "Supervised fine-tuning";
  return (
    `${control}${how} took greedy accuracy on ${formatCount(tasks)} held-out tasks, averaged over ${countOf(domains.length, "domain")}, ` +
    `from ${formatPercent(before.value)} to ${formatPercent(after.value)}: ${formatPoints(rise.value)} points ` +
    `(95 % interval ${span(rise, formatPoints)}).`
  );
}

function sayDomains({ domains }: Unexplained): string {
  const named = (fits: (rise: Interval) => boolean): string[] =>
    domains.flatMap(({ domain, greedy }) => (greedy?.rise && fits(greedy.rise) ? [domain] : []));
  const groups = [
    { names: named((rise) => rise.low > 0), text: "It rose in" },
    { names: named((rise) => rise.high < 0), text: "It fell in" },
    {
      names: named((rise) => rise.low <= 0 && rise.high >= 0),
      text: "No change beyond the noise is shown in",
    },
  ];
  return groups.flatMap(({ names, text }) => (names.length > 0 ? [`${text} ${list(names)}.`] : [])).join(" ");
}

function saySplit({ method }: Unexplained, { greedy, gain }: DomainSummary): string {
  if (greedy?.rise === undefined || greedy.rise.low <= 0) {
    return greedy?.rise !== undefined && greedy.rise.high < 0
      ? "So training made the model worse, and there is no gain to split."
      : "So no gain is shown, and there is nothing to split.";
  }
  if (gain === undefined) return "";
  const parts =
    `Of the ${unsigned(gain.rise.value)} points, ${unsigned(gain.noAnswerToRight.value)} come from tasks to which the base gave no ` +
    `parsable answer, ${unsigned(gain.elicited.value)} are elicited (the base gets as far when it is made to show its work before ` +
    `answering) and ${unsigned(gain.learned.value)} are learned (beyond that).`;
  const format =
    gain.noAnswerToRight.value > gain.rise.value / 3
      ? " More than a third of the gain is no more than giving an answer at all."
      : "";
  return `${parts}${format} ${conclude(gain, method === "grpo" ? "reinforcement learning" : "fine-tuning")}`;
}

function conclude({ learned, elicited }: GainSplit, how: string): string {
  if (learned.low > 0) {
    return elicited.value > learned.value
      ? `So ${how} mostly brought out what the base could already do, and taught some skill beyond it (95 % interval of learned ${span(learned, formatPoints)}).`
      : `So ${how} taught skill beyond what the base could already do (95 % interval of learned ${span(learned, formatPoints)}).`;
  }
  if (learned.value > 0) {
    return `The learned part is within the noise (95 % interval ${span(learned, formatPoints)}): new skill is not shown.`;
  }
  return `So ${how} brought out what the base could already do; it did not teach it a new skill.`;
}

function saySampling({ averageAtK, passAtK }: DomainSummary): string {
  const average = averageAtK?.rise
    ? `Sampled at temperature 1, the mean score went from ${formatPercent(averageAtK.before.value)} to ${formatPercent((averageAtK.after ?? averageAtK.before).value)}.`
    : "";
  const largest = passAtK.at(-1);
  const rise = largest?.measure.rise;
  if (largest === undefined || rise === undefined) return average;
  const { before, after = before } = largest.measure;
  const change = `pass@${largest.k} went from ${formatPercent(before.value)} to ${formatPercent(after.value)}`;
  const meaning =
    rise.high < 0
      ? "it fell, so the samples became more alike and some tasks the base could solve by luck are lost"
      : rise.low > 0
        ? "it rose, so more tasks are within reach of several samples"
        : "no change beyond the noise, so about the same tasks are within reach of several samples";
  return `${average} ${change}: ${meaning}.`.trim();
}

function sayUnseenLevel({ levels }: DomainSummary): string {
  const unseen = levels.filter(({ trained }) => trained === false).at(-1);
  if (unseen?.greedy.rise === undefined) return "";
  const { before, after = before, rise } = unseen.greedy;
  return (
    `On level ${unseen.level}, which training never showed, greedy accuracy went from ${formatPercent(before.value)} to ` +
    `${formatPercent(after.value)} (rise ${formatPoints(rise.value)}, 95 % interval ${span(rise, formatPoints)}).`
  );
}

function sayUnscored({ unscored }: DomainSummary): string {
  const total = unscored.before + (unscored.after ?? 0);
  return total === 0 ? "" : `${countOf(total, "response")} could not be judged and count nowhere.`;
}

function sayLeftOut({ leftOut }: Unexplained): string {
  return leftOut.map(({ domain, reason }) => `The ${domain} domain was left out: ${reason}.`).join(" ");
}

/** Points without the plus sign. */
function unsigned(points: number): string {
  return formatPoints(points).replace("+", "");
}

function span({ low, high }: Interval, format: (value: number) => string): string {
  return `${format(low)} to ${format(high)}`;
}

function countOf(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;
}

function list(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}
