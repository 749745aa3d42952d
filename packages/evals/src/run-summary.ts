import { Domain } from "@guru/core";
import { z } from "zod";
import { GainSplit } from "./gain.ts";
import { Interval } from "./statistics/interval.ts";

const count = z.int().nonnegative();

/** What a summary says of a run besides its measurements. */
export const SummaryMeta = z.strictObject({
  name: z.string(),
  method: z.enum(["grpo", "sft"]),
  /** `shuffled` marks a control run whose rewards were dealt out at random. */
  rewards: z.enum(["true", "shuffled"]).default("true"),
  seed: z.int(),
  /** The model that training started from. */
  model: z.string(),
  engine: z.string(),
  steps: count,
  /** Responses sampled for training. */
  rollouts: count.optional(),
  /** Tokens of prompts and responses that training saw, and how many of them a second of training. */
  trainingTokens: count.optional(),
  tokensPerSecond: z.number().nonnegative().optional(),
  /** Wall time of each phase, in order. */
  phases: z.array(z.strictObject({ name: z.string(), seconds: z.number().nonnegative() })),
  /** Levels trained on; levels measured beyond them are marked. */
  trainedLevels: z.array(z.int().positive()).default([]),
  /** Domains that could not take part, and why. */
  leftOut: z.array(z.strictObject({ domain: Domain, reason: z.string() })).default([]),
});
export type SummaryMeta = z.infer<typeof SummaryMeta>;
/** The meta as written: whatever has a default may be left out. */
export type SummaryMetaInput = z.input<typeof SummaryMeta>;

/**
 * One number before and after, over the tasks that have it in both (in the only evaluation, when there is one). The
 * rise is paired by task; overall numbers are means over domains.
 */
export const Measure = z.strictObject({
  tasks: count,
  before: Interval,
  after: Interval.optional(),
  rise: Interval.optional(),
});
export type Measure = z.infer<typeof Measure>;

/** The greedy score of one level. */
export const LevelSummary = z.strictObject({
  level: z.int().positive(),
  /** False for a level that training never showed; left out when that is not known. */
  trained: z.boolean().optional(),
  greedy: Measure,
});
export type LevelSummary = z.infer<typeof LevelSummary>;

const beforeAfter = z.strictObject({ before: z.number(), after: z.number().optional() });

/** Everything measured on one domain, or overall. Measures that were not evaluated are left out. */
export const DomainSummary = z.strictObject({
  tasks: count,
  /** Responses judged at temperature 1, of one evaluation. */
  samples: count,
  /** Responses that could not be judged, in all modes; they count in no measure. */
  unscored: z.strictObject({ before: count, after: count.optional() }),
  /** The headline: mean score of greedy responses. */
  greedy: Measure.optional(),
  /** Greedy, with an answer not allowed to come first. */
  madeToWork: Measure.optional(),
  /** Mean score of the samples at temperature 1. */
  averageAtK: Measure.optional(),
  passAtK: z.array(z.strictObject({ k: z.int().positive(), measure: Measure })),
  /** Share of greedy responses in which the verifier found an answer, right or wrong, among those of which it says. */
  parsed: beforeAfter.optional(),
  /** Mean tokens of a greedy response. */
  tokens: beforeAfter.optional(),
  levels: z.array(LevelSummary),
  gain: GainSplit.optional(),
});
export type DomainSummary = z.infer<typeof DomainSummary>;

/** The content of a run's `summary.json`: scores are shares in [0, 1], intervals span 95 %. */
export const RunSummary = z.strictObject({
  format: z.literal(1),
  ...SummaryMeta.shape,
  /** Samples a task at temperature 1. */
  samplesPerTask: count,
  overall: DomainSummary,
  domains: z.array(z.strictObject({ domain: Domain, ...DomainSummary.shape })),
  /** In plain words. */
  whatHappened: z.string(),
});
export type RunSummary = z.infer<typeof RunSummary>;
