import { Domain, Json } from "@guru/core";
import { z } from "zod";

const count = z.int().nonnegative();

/** The ways a task is answered: greedily, greedily with a banned first token, and at temperature 1. */
export const EvaluationMode = z.enum(["greedy", "madeToWork", "samples"]);
export type EvaluationMode = z.infer<typeof EvaluationMode>;

/** One judged response. `score` is missing where the outcome is `unscored`: such a response counts nowhere. */
export const EvaluatedAnswer = z.strictObject({
  outcome: z.enum(["correct", "incorrect", "partial", "unscored"]),
  score: z.number().min(0).max(1).optional(),
  /** Whether the verifier found an answer in the text, right or wrong. Left out where it does not say. */
  parsed: z.boolean().optional(),
  extracted: z.string().optional(),
  /** The verifier's reason code. */
  reason: z.string(),
  text: z.string(),
  tokens: count,
  finishReason: z.enum(["stop", "length"]),
});
export type EvaluatedAnswer = z.infer<typeof EvaluatedAnswer>;

/** Every response to one task. */
export const EvaluatedTask = z.strictObject({
  id: z.string(),
  domain: Domain,
  level: z.int().positive().optional(),
  /** The contents of the prompt's messages, for people. */
  prompt: z.string(),
  truth: Json,
  greedy: EvaluatedAnswer.optional(),
  madeToWork: EvaluatedAnswer.optional(),
  samples: z.array(EvaluatedAnswer),
});
export type EvaluatedTask = z.infer<typeof EvaluatedTask>;

/** What one way of answering cost. */
export const EvaluationPhase = z.strictObject({
  mode: EvaluationMode,
  responses: count,
  unscored: count,
  tokens: count,
  /** From the first request to the last response; judging runs beside it. */
  seconds: z.number().nonnegative(),
});
export type EvaluationPhase = z.infer<typeof EvaluationPhase>;

/** An evaluation, task by task in the order given. Plain JSON. */
export const EvaluationResult = z.strictObject({
  seed: z.int(),
  /** Samples a task at temperature 1. */
  samples: count,
  maxTokens: count,
  tasks: z.array(EvaluatedTask),
  phases: z.array(EvaluationPhase),
  /** The whole evaluation, the last verdict included. */
  seconds: z.number().nonnegative(),
});
export type EvaluationResult = z.infer<typeof EvaluationResult>;
