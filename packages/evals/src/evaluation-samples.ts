import { canonicalJson, Domain } from "@guru/core";
import type { EvaluatedAnswer, EvaluationResult } from "./evaluation-result.ts";
import type { TaskPair } from "./pair-tasks.ts";
import { pairTasks } from "./pair-tasks.ts";
import type { ReportSample } from "./report/sample-cards.ts";

/**
 * Greedy responses to show in a report: of each domain some tasks, each before and after. They take turns between tasks
 * that turned right, stayed wrong, turned wrong and stayed right, so that a report does not only show successes.
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
const kinds = ["turned right", "stayed wrong", "turned wrong", "stayed right"] as const;

function kindOf({ before, after }: TaskPair): Kind {
  const first = before.greedy?.outcome === "correct";
  const last = (after ?? before).greedy?.outcome === "correct";
  if (first) return last ? "stayed right" : "turned wrong";
  return last ? "turned right" : "stayed wrong";
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
    const { text, extracted, score, reason } = answer;
    const gold = canonicalJson(truth);
    return [{ domain, level, when, prompt, response: text, extracted, gold, reward: score, reason }];
  };
  return [...sample("before", pair.before.greedy), ...sample("after", pair.after?.greedy)];
}
