import { deriveSeed, type JudgeBatch, type Rollout, type RunConfig, type Verdict } from "@guru/core";
import { type Completion, type DecoderModel, generate, type Tokenizer } from "@guru/lm";
import { findNonFinite, isNonFinite, nonFiniteAt } from "../loop/non-finite.ts";
import type { Prompt } from "../loop/prompt.ts";
import type { VerdictJournal } from "../run-folder/verdict-journal.ts";
import { judgeWithJournal } from "./judge-with-journal.ts";
import { responseLimitAt } from "./response-limit.ts";

/** A judged response with the prompt it answers. */
export interface JudgedRollout {
  readonly prompt: Prompt;
  readonly rollout: Rollout;
}

/** What collecting needs besides the prompts. */
export interface RolloutOwner {
  readonly config: RunConfig;
  readonly model: DecoderModel;
  readonly tokenizer: Tokenizer;
  readonly judge: JudgeBatch;
  readonly journal: VerdictJournal;
  readonly clock: () => number;
}

/** The rollouts of a step, prompt by prompt and sample by sample, and the seconds they took. */
export interface CollectedRollouts {
  readonly rollouts: readonly JudgedRollout[];
  readonly generateSeconds: number;
  /** From the end of generation to the last verdict: what judging cost beyond what ran beside generation. */
  readonly judgeSeconds: number;
}

/**
 * Samples `rollout.groupSize` responses of each prompt. A group goes to the judge as soon as its last response is
 * there, while others are still being generated. Seeds depend on run seed, step, slot and sample alone.
 *
 * @throws GuruError `judge`, or `non_finite` naming the step and the op.
 */
export async function collectRollouts(
  owner: RolloutOwner,
  at: { readonly step: number; readonly policyVersion: number },
  prompts: readonly Prompt[],
): Promise<CollectedRollouts> {
  try {
    return await sampleAndJudge(owner, at, prompts);
  } catch (error) {
    if (!isNonFinite(error)) throw error;
    const probes = prompts.map(({ tokens }) => ({ prompt: tokens, response: [owner.tokenizer.endToken] }));
    const found = await findNonFinite(owner.model, probes);
    throw nonFiniteAt(at.step, (found ?? error).message, found ?? error);
  }
}

async function sampleAndJudge(
  owner: RolloutOwner,
  at: { readonly step: number; readonly policyVersion: number },
  prompts: readonly Prompt[],
): Promise<CollectedRollouts> {
  const { clock } = owner;
  const start = clock();
  const groups = prompts.map((): Completion[] => []);
  const judging: Promise<readonly JudgedRollout[]>[] = [];
  for await (const completion of startGeneration(owner, at.step, prompts)) {
    const group = groups[completion.request];
    const prompt = prompts[completion.request];
    if (group === undefined || prompt === undefined) continue;
    group.push(completion);
    if (group.length < owner.config.rollout.groupSize) continue;
    const judged = judgeGroup(owner, at, prompt, group);
    // Awaited with the others below; until then its failure must not count as unhandled.
    judged.catch(() => undefined);
    judging.push(judged);
  }
  const generated = clock();
  const judged = await Promise.all(judging);
  const rollouts = judged.sort((a, b) => slotOf(a) - slotOf(b)).flat();
  return {
    rollouts,
    generateSeconds: (generated - start) / 1000,
    judgeSeconds: (clock() - generated) / 1000,
  };
}

function slotOf(group: readonly JudgedRollout[]): number {
  return group[0]?.prompt.slot ?? 0;
}

function startGeneration(
  { config, model, tokenizer }: RolloutOwner,
  step: number,
  prompts: readonly Prompt[],
): AsyncIterable<Completion> {
  const { groupSize, temperature } = config.rollout;
  const requests = prompts.map(({ tokens, slot }) => ({
    prompt: tokens,
    seeds: Array.from({ length: groupSize }, (_, sample) =>
      deriveSeed(config.seed, "rollout", step, slot, sample),
    ),
  }));
  return generate(model, requests, {
    temperature,
    maxTokens: responseLimitAt(step, config.rollout),
    stopTokens: [tokenizer.endToken],
  });
}

async function judgeGroup(
  owner: RolloutOwner,
  at: { readonly step: number; readonly policyVersion: number },
  prompt: Prompt,
  group: readonly Completion[],
): Promise<JudgedRollout[]> {
  const { tokenizer, judge, journal } = owner;
  const completions = group.toSorted((a, b) => a.sample - b.sample);
  const question = tokenizer.renderPrompt(prompt.task.prompt);
  const texts = completions.map((completion) => responseText(tokenizer, completion));
  const items = completions.map(({ sample, finishReason, tokens }, index) => ({
    task: prompt.task,
    response: {
      id: `${at.step}-${prompt.slot}-${sample}`,
      text: texts[index] ?? "",
      prompt: question,
      finishReason,
      tokens: tokens.length,
    },
    place: { step: at.step, group: prompt.slot, sample },
  }));
  const verdicts = await judgeWithJournal(judge, journal, items);
  return completions.map((completion, index) => ({
    prompt,
    rollout: {
      taskId: prompt.task.id,
      groupId: `${at.step}-${prompt.slot}`,
      promptTokens: [...prompt.tokens],
      responseTokens: [...completion.tokens],
      logprobs: [...completion.logprobs],
      finishReason: completion.finishReason,
      text: texts[index] ?? "",
      verdict: verdicts[index] as Verdict,
      policyVersion: at.policyVersion,
    },
  }));
}

/** The text without the token that ended it. */
function responseText(tokenizer: Tokenizer, { tokens, finishReason }: Completion): string {
  return tokenizer.decode(finishReason === "stop" ? tokens.slice(0, -1) : tokens, { skipSpecial: true });
}
