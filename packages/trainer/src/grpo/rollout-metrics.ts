import { type Domain, type MetricName, type SpreadName, type StepNumbers, verdictScore } from "@guru/core";
import type { JudgedRollout } from "./collect-rollouts.ts";
import type { ScoredStep } from "./score-groups.ts";

/** What the step's rollouts say, under verl's names where it has one; numbers of nothing are left out. */
export function rolloutMetrics(rollouts: readonly JudgedRollout[], scored: ScoredStep): StepNumbers {
  const lengths = rollouts.map(({ rollout }) => rollout.responseTokens.length);
  const prompts = rollouts.map(({ rollout }) => rollout.promptTokens.length);
  const trained = scored.groups.flatMap((group) => group.rollouts);
  const cut = rollouts.filter(({ rollout }) => rollout.finishReason === "length").length;
  return {
    ...scoreMetrics(rollouts),
    ...spreadOf(
      "critic/rewards",
      trained.map(({ reward }) => reward),
    ),
    ...spreadOf(
      "critic/advantages",
      trained.map(({ advantage }) => advantage),
    ),
    ...spreadOf("response_length", lengths),
    "response_length/clip_ratio": cut / Math.max(rollouts.length, 1),
    ...spreadOf("prompt_length", prompts),
    "rollout/entropy": sampledEntropy(rollouts),
    "groups/trained": scored.groups.length,
    "groups/dropped": scored.droppedGroups,
    "groups/without_spread": shareWithoutSpread(scored),
    "rollouts/unscored": [...scored.unscored.values()].reduce((sum, count) => sum + count, 0),
    ...namedNumbers([...scored.unscored].map(([name, count]) => [`rollouts/unscored/${name}`, count])),
  };
}

/** Means of the true scores, overall and by domain. */
function scoreMetrics(rollouts: readonly JudgedRollout[]): StepNumbers {
  const byDomain = new Map<Domain, number[]>();
  const all: number[] = [];
  for (const { prompt, rollout } of rollouts) {
    const score = verdictScore(rollout.verdict);
    if (score === undefined) continue;
    all.push(score);
    byDomain.set(prompt.task.domain, [...(byDomain.get(prompt.task.domain) ?? []), score]);
  }
  return {
    ...spreadOf("critic/score", all),
    ...namedNumbers([...byDomain].map(([domain, scores]) => [`critic/score/${domain}/mean`, mean(scores)])),
  };
}

function namedNumbers(numbers: readonly (readonly [MetricName, number])[]): StepNumbers {
  return Object.fromEntries(numbers);
}

/** −mean log-probability over all sampled tokens: an unbiased estimate of the policy's entropy a token. */
function sampledEntropy(rollouts: readonly JudgedRollout[]): number {
  let sum = 0;
  let tokens = 0;
  for (const { rollout } of rollouts) {
    for (const logprob of rollout.logprobs) sum -= logprob;
    tokens += rollout.logprobs.length;
  }
  return sum / Math.max(tokens, 1);
}

function shareWithoutSpread({ groups }: ScoredStep): number {
  return groups.filter(({ spread }) => !spread).length / Math.max(groups.length, 1);
}

function spreadOf(name: SpreadName, values: readonly number[]): StepNumbers {
  if (values.length === 0) return {};
  return {
    [`${name}/mean`]: mean(values),
    [`${name}/max`]: values.reduce((a, b) => Math.max(a, b)),
    [`${name}/min`]: values.reduce((a, b) => Math.min(a, b)),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
