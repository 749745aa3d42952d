import { Domain } from "@guru/core";
import type { EvaluatedAnswer, EvaluationResult } from "./evaluation-result.ts";
import { greedyScore } from "./measure.ts";
import type { TaskPair } from "./pair-tasks.ts";
import { pairTasks } from "./pair-tasks.ts";
import type { ReportSample } from "./report/sample-cards.ts";
import { showTruth } from "./show-truth.ts";

/**
 * Greedy responses to show in a report: of each domain some tasks, each before and after. They take turns between tasks
 * whose score rose, stayed below the highest, fell and stayed the highest, so that a report does not only show successes.
 */
export function evaluationSamples(
  before: EvaluationResult,
  after?: EvaluationResult,
  tasksPerDomain = 4,
): ReportSample[] {
  const pairs = pairTasks(before, after);
  return Domain.options.flatMap((domain) => {
    const own = pairs.filter((pair) => pair.before.domain === domain);
    return takeTurns(own.map(kindOf), tasksPerDomain).flatMap((index) => pairSamples(own[index]));
  });
}

type Kind = (typeof kinds)[number];
const kinds = ["rose", "stayed below", "fell", "stayed highest"] as const;

/** By the same scores as the split of the gain, so that a part of the reward counts as what it is. Unscored counts as 0. */
function kindOf({ before, after }: TaskPair): Kind {
  const first = greedyScore(before) ?? 0;
  const last = greedyScore(after ?? before) ?? 0;
  if (last > first) return "rose";
  if (last < first) return "fell";
  return last === 1 ? "stayed highest" : "stayed below";
}

/** Places of the first of each kind, then of the second of each, and so on. */
function takeTurns(found: readonly Kind[], count: number): number[] {
  const turns = new Map<Kind, number>();
  const ranked = found.map((kind, index) => {
    const turn = turns.get(kind) ?? 0;
    turns.set(kind, turn + 1);
    return { index, rank: turn * kinds.length + kinds.indexOf(kind) };
  });
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .slice(0, count)
    .map(({ index }) => index);
}

function pairSamples(pair: TaskPair | undefined): ReportSample[] {
  if (pair === undefined) return [];
  const { domain, level, prompt, truth } = pair.before;
  const sample = (when: string, answer: EvaluatedAnswer | undefined): ReportSample[] => {
    if (answer === undefined) return [];
    const { text, extracted = answer.parsed === false ? null : undefined, score, reason } = answer;
    const gold = showTruth(truth);
    return [{ domain, level, when, prompt, response: text, extracted, gold, reward: score, reason }];
  };
  return [...sample("before", pair.before.greedy), ...sample("after", pair.after?.greedy)];
}
