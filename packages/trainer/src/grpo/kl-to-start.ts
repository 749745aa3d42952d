import { createRandom, type RunConfig } from "@guru/core";
import type { DecoderModel } from "@guru/lm";
import { klPenalty } from "../objective/kl-penalty.ts";
import { objectivePresets } from "../objective/objective.ts";
import type { JudgedRollout } from "./collect-rollouts.ts";
import { scoreRows } from "./score-rows.ts";

/** Enough tokens for a curve, at a few percent of a step's work. */
const sampledRows = 32;

/**
 * How far the sampling policy has moved from the start weights: the mean over tokens of the k3 estimate of KL(policy ‖ start), on
 * a few of the step's rollouts picked by the run's seed. Undefined when they hold no token.
 */
export async function klToStart(
  start: DecoderModel,
  config: RunConfig,
  { step, rollouts }: { readonly step: number; readonly rollouts: readonly JudgedRollout[] },
): Promise<number | undefined> {
  const rows = createRandom(config.seed, "kl to start", step)
    .shuffle(rollouts)
    .slice(0, sampledRows)
    .map(({ rollout }) => ({
      prompt: rollout.promptTokens,
      response: rollout.responseTokens,
      sampled: rollout.logprobs,
    }));
  const form = { klForm: "k3", klLimits: objectivePresets.verl.klLimits } as const;
  let sum = 0;
  let tokens = 0;
  for (const [{ sampled }, reference] of await scoreRows(start, rows, config)) {
    for (const [token, logprob] of sampled.entries()) {
      sum += klPenalty(form, logprob, reference[token] ?? Number.NaN).value;
      tokens++;
    }
  }
  return tokens === 0 ? undefined : sum / tokens;
}
