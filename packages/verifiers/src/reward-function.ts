import { type Response, type Task, Verdict, type VerifierReference, type VerifierStamp } from "@guru/core";
import { z } from "zod";
import { messageOf } from "./message-of.ts";
import { correctVerdict, incorrectVerdict, unscoredVerdict, verifierStamp } from "./verdicts.ts";
import type { Verifier } from "./verifier.ts";

/** What a user's reward function may return. */
export type Reward = number | boolean | Verdict;

/** A user's own reward: a score in [0, 1], right or wrong, or a whole verdict. */
export type RewardFunction = (response: Response, task: Task) => Reward | Promise<Reward>;

/**
 * Makes a verifier of a reward function. It never throws: what the function throws, and a score outside [0, 1], is
 * `unscored`, since a broken reward says nothing about the response.
 */
export function createRewardVerifier(reward: RewardFunction, reference: VerifierReference): Verifier {
  const by = verifierStamp(reference.name, reference.version);
  return {
    ...reference,
    checkGold: () => ({ ok: true }),
    extract: ({ text }) => ({ text, span: { start: 0, end: text.length }, rule: "whole-text", rivals: 0 }),
    verify: async (response, _truth, { task }) => {
      if (task === undefined)
        return broken(by, "reward.no-task", "a reward function needs the task in its context");
      try {
        return toVerdict(await reward(response, task), by);
      } catch (error) {
        return broken(by, "reward.threw", `${by.name} threw on task ${task.id}: ${messageOf(error)}`);
      }
    },
  };
}

/** `reward` is what a user's code returned, whatever its type says. */
function toVerdict(reward: unknown, by: VerifierStamp): Verdict {
  if (typeof reward === "boolean") return scored(Number(reward), by);
  if (typeof reward === "number") {
    if (reward >= 0 && reward <= 1) return scored(reward, by);
    return broken(by, "reward.out-of-range", `${by.name} returned ${reward}; a score must be in [0, 1]`);
  }
  const verdict = Verdict.safeParse(reward);
  if (verdict.success) return verdict.data;
  const wanted = "return a number in [0, 1], a boolean or a verdict";
  return broken(
    by,
    "reward.not-a-score",
    `${by.name} returned a ${typeof reward}; ${wanted}\n${z.prettifyError(verdict.error)}`,
  );
}

function scored(score: number, by: VerifierStamp): Verdict {
  if (score === 1) return correctVerdict(by, "reward.full");
  const error = { class: "wrong_value", message: `${by.name} gave ${score}` } as const;
  if (score === 0) return incorrectVerdict(by, { reason: "reward.none", error });
  return { outcome: "partial", score, reason: "reward.partial", flags: [], cost: { wallMicros: 0 }, by };
}

function broken(by: VerifierStamp, reason: string, message: string): Verdict {
  return unscoredVerdict(by, { reason, error: { class: "config", message } });
}
