import {
  type Extracted,
  type Response,
  type Task,
  Verdict,
  type VerifierReference,
  type VerifierStamp,
} from "@guru/core";
import { z } from "zod";
import { messageOf } from "./message-of.ts";
import { unscoredVerdict, verifierStamp } from "./verdicts.ts";
import type { Verifier } from "./verifier.ts";

const ScoredReward = z.strictObject({
  /** In [0, 1]. */
  score: z.number(),
  /** The answer that was judged, as it stands in the response if it does; null where the response holds none. */
  extracted: z.string().nullable().optional(),
});

/** A score, and what it was given for: with it, evaluations can tell how many responses hold an answer at all. */
export type ScoredReward = z.infer<typeof ScoredReward>;

/** What a user's reward function may return. */
export type Reward = number | boolean | ScoredReward | Verdict;

/** A user's own reward: a score in [0, 1] with or without the answer it is for, right or wrong, or a whole verdict. */
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
        return toVerdict(await reward(response, task), response, by);
      } catch (error) {
        return broken(by, "reward.threw", `${by.name} threw on task ${task.id}: ${messageOf(error)}`);
      }
    },
  };
}

/** `reward` is what a user's code returned, whatever its type says. */
function toVerdict(reward: unknown, response: Response, by: VerifierStamp): Verdict {
  if (typeof reward === "boolean") return scored({ score: Number(reward) }, response, by);
  if (typeof reward === "number") return scored({ score: reward }, response, by);
  const own = ScoredReward.safeParse(reward);
  if (own.success) return scored(own.data, response, by);
  const verdict = Verdict.safeParse(reward);
  if (verdict.success) return verdict.data;
  const wanted = "return a number in [0, 1], a boolean, { score, extracted } or a verdict";
  const isVerdict = typeof reward === "object" && reward !== null && "outcome" in reward;
  const mistakes = z.prettifyError(isVerdict ? verdict.error : own.error);
  return broken(by, "reward.not-a-score", `${by.name} returned a ${typeof reward}; ${wanted}\n${mistakes}`);
}

function scored({ score, extracted }: ScoredReward, response: Response, by: VerifierStamp): Verdict {
  if (!(score >= 0 && score <= 1))
    return broken(by, "reward.out-of-range", `${by.name} returned ${score}; a score must be in [0, 1]`);
  const error = { class: "wrong_value", message: `${by.name} gave ${score}` } as const;
  const judged = {
    flags: [],
    cost: { wallMicros: 0 },
    by,
    ...(typeof extracted === "string" && { extracted: locate(extracted, response.text) }),
    ...(extracted === null && {
      error: { class: "no_answer", message: `${by.name} found no answer` } as const,
    }),
  };
  if (score === 1) return { outcome: "correct", score, reason: "reward.full", ...judged };
  if (score === 0) return { outcome: "incorrect", score: 0, reason: "reward.none", error, ...judged };
  return { outcome: "partial", score, reason: "reward.partial", ...judged };
}

/** Where an answer stands in a response: at its last occurrence, or anywhere where it was rewritten. */
function locate(answer: string, text: string): Extracted {
  const start = text.lastIndexOf(answer);
  const span = start < 0 ? { start: 0, end: text.length } : { start, end: start + answer.length };
  return { text: answer, span, rule: "reward", rivals: 0 };
}

function broken(by: VerifierStamp, reason: string, message: string): Verdict {
  return unscoredVerdict(by, { reason, error: { class: "config", message } });
}
