import { z } from "zod";
import { Verdict } from "./verdict.ts";

/** One sampled response, token by token as the sampler produced it; text is never tokenised again for training. */
export const Rollout = z.strictObject({
  taskId: z.string(),
  /** Rollouts of one prompt in one step share it. */
  groupId: z.string(),
  promptTokens: z.array(z.int().nonnegative()),
  responseTokens: z.array(z.int().nonnegative()),
  /** Natural-log probability of each response token under the sampling policy, after its temperature. */
  logprobs: z.array(z.number()),
  finishReason: z.enum(["stop", "length"]),
  text: z.string(),
  verdict: Verdict,
  /** Optimiser steps the sampling policy had seen. */
  policyVersion: z.int().nonnegative(),
});
export type Rollout = z.infer<typeof Rollout>;
