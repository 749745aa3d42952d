import type { JudgedRollout } from "../../src/grpo/collect-rollouts.ts";
import { digitTask, verdict } from "./digit-task.ts";

/** One rollout of a group; `score` undefined for one that could not be judged. */
export function judged(
  slot: number,
  score: number | undefined,
  changes: Partial<JudgedRollout["rollout"]> = {},
): JudgedRollout {
  const task = digitTask(slot % 10, slot % 2 === 0 ? "math" : "logic");
  return {
    prompt: { task, slot, tokens: [4 + (slot % 10), 14] },
    rollout: {
      taskId: task.id,
      groupId: `1-${slot}`,
      promptTokens: [4 + (slot % 10), 14],
      responseTokens: [5, 1],
      logprobs: [-1, -1],
      finishReason: "stop",
      text: "1",
      verdict: verdict(score, `sandbox ${slot} is down`),
      policyVersion: 0,
      ...changes,
    },
  };
}
