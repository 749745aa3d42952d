import { z } from "zod";

/** What a verifier is given: one response of a model. */
export const Response = z.strictObject({
  id: z.string().optional(),
  text: z.string(),
  /** The rendered prompt, for verifiers that look at what was asked. */
  prompt: z.string().optional(),
  finishReason: z.enum(["stop", "length"]).optional(),
  tokens: z.int().nonnegative().optional(),
});
export type Response = z.infer<typeof Response>;

/** The model's fault: the response holds no answer that could be read. */
const withoutAnswer = [
  "no_answer",
  "truncated",
  "ambiguous",
  "format",
  "answer_parse",
  "answer_limit",
] as const;

/** Why a response did not earn everything, or why it could not be judged. */
export const ErrorClass = z.enum([
  ...withoutAnswer,
  // The model's fault too: the outcome is `incorrect`.
  "timeout",
  "memory",
  "output_limit",
  "runtime_error",
  "compile_error",
  "wrong_value",
  // Our fault: the outcome is `unscored`.
  "gold_parse",
  "config",
  "sandbox_unavailable",
  "judge_unavailable",
  "internal",
]);
export type ErrorClass = z.infer<typeof ErrorClass>;

/** The answer a verifier took from the response, and where it stood. */
export const Extracted = z.strictObject({
  text: z.string(),
  /** Half-open range of UTF-16 indices into the response's text. */
  span: z.strictObject({ start: z.int().nonnegative(), end: z.int().nonnegative() }),
  /** The rule that found it, such as `after-last-marker`. */
  rule: z.string(),
  /** How many other, different final answers the text holds. */
  rivals: z.int().nonnegative(),
});
export type Extracted = z.infer<typeof Extracted>;

/** A sign that a response tries to be rewarded for something other than being right. */
export const IntegrityFlag = z.strictObject({
  kind: z.enum([
    "hedging",
    "enumeration",
    "tamper",
    "early_exit",
    "gold_leak",
    "judge_injection",
    "dos",
    "hidden_text",
  ]),
  evidence: z.string(),
});
export type IntegrityFlag = z.infer<typeof IntegrityFlag>;

/** Everything that decides a verdict besides its input. */
export const VerifierStamp = z.strictObject({
  name: z.string(),
  version: z.string(),
  /** SHA-256 of the canonical options. */
  options: z.string(),
});
export type VerifierStamp = z.infer<typeof VerifierStamp>;

const judged = {
  extracted: Extracted.optional(),
  /** One machine-stable code, such as `equal.integer`. */
  reason: z.string().min(1),
  error: z.strictObject({ class: ErrorClass, message: z.string() }).optional(),
  flags: z.array(IntegrityFlag),
  cost: z.strictObject({
    wallMicros: z.number().nonnegative(),
    cpuMicros: z.number().nonnegative().optional(),
  }),
  by: VerifierStamp,
};

/**
 * What a verifier says of one response. `unscored` is a failure of ours (sandbox down, broken gold answer): it has no
 * score at all, and is masked out of the loss and counted rather than taken for a zero.
 */
export const Verdict = z.discriminatedUnion("outcome", [
  z.strictObject({ outcome: z.literal("correct"), score: z.literal(1), ...judged }),
  z.strictObject({ outcome: z.literal("incorrect"), score: z.literal(0), ...judged }),
  z.strictObject({ outcome: z.literal("partial"), score: z.number().min(0).max(1), ...judged }),
  z.strictObject({ outcome: z.literal("unscored"), ...judged }),
]);
export type Verdict = z.infer<typeof Verdict>;

const withoutAnswerClasses: ReadonlySet<ErrorClass> = new Set(withoutAnswer);

/**
 * Whether an answer was found in the response, right or wrong; `undefined` where the verdict does not say, such as a
 * reward that is only a score.
 */
export function foundAnswer({ extracted, error }: Verdict): boolean | undefined {
  if (extracted !== undefined) return true;
  return error !== undefined && withoutAnswerClasses.has(error.class) ? false : undefined;
}

/** The score of a verdict, or `undefined` where it has none. */
export function verdictScore(verdict: Verdict): number | undefined {
  return verdict.outcome === "unscored" ? undefined : verdict.score;
}
