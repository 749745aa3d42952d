import { z } from "zod";
import type { Domain } from "./domain.ts";

/** What is told by its mean, its highest and its lowest value: each is a name of its own, such as `critic/score/mean`. */
export type SpreadName =
  "critic/score" | "critic/rewards" | "critic/advantages" | "response_length" | "prompt_length";

/** Of the rollouts of a step of reinforcement learning. */
type RolloutMetric =
  | `${SpreadName}/${"mean" | "max" | "min"}`
  | `critic/score/${Domain}/mean`
  | "response_length/clip_ratio"
  | "rollout/entropy"
  | `groups/${"trained" | "dropped" | "without_spread"}`
  | "rollouts/unscored"
  | `rollouts/unscored/${string}`;

/** Of its updates. */
type PolicyMetric =
  | "actor/entropy"
  | "actor/kl_to_start"
  | "actor/pg_loss"
  | "actor/kl_loss"
  | "actor/grad_norm"
  | "actor/pg_clipfrac"
  | "actor/pg_clipfrac_lower"
  | "actor/ppo_kl"
  | "actor/lr"
  | `training/rollout_logprob_diff_${"max" | "mean"}`;

/** Of a step of supervised fine-tuning. */
type SupervisedMetric =
  "train/loss" | `train/loss/${Domain}` | "train/tokens" | "train/grad_norm" | "train/lr";

/** Of every step, whatever the method. `val/…` is what an evaluation between steps gave. */
type CommonMetric =
  | "prompts/left_out"
  | "perf/total_num_tokens"
  | "perf/throughput"
  | `timing_s/${"gen" | "reward" | "ref" | "update_actor" | "testing" | "step"}`
  | `val/${string}`;

/**
 * The names of a step's numbers in metrics.jsonl: those of verl where it has one. The trainer writes them, reports and
 * displays look for them; the trainer's README says what each is.
 */
export type MetricName = RolloutMetric | PolicyMetric | SupervisedMetric | CommonMetric;

/** A step's numbers by name; numbers of nothing are left out. */
export type StepNumbers = Readonly<Partial<Record<MetricName, number>>>;

/** One line of metrics.jsonl: a step, counted from 1, and its numbers by name. Names that GURU does not know are kept. */
export const MetricsRow = z.object({ step: z.int() }).catchall(z.number());
export type MetricsRow = Readonly<Record<string, number>> & { readonly step: number };
