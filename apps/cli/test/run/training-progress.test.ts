import { expect, test } from "vitest";
import { createTrainingProgress } from "../../src/run/training-progress.ts";

test("the time left counts the steps to come at the recent speed, and what follows", () => {
  let nowMs = 0;
  const earlier = [{ step: 1, "critic/score/mean": 0.1 }];
  const progress = createTrainingProgress({ method: "grpo", steps: 10 }, () => nowMs, {
    earlier,
    secondsAfter: 7,
  });
  nowMs = 2000;
  progress.follow({ step: 2, "critic/score/mean": 0.2 });
  nowMs = 3000;
  expect(progress.follow({ step: 3, "critic/score/mean": 0.3 })).toMatchObject({
    history: [0.1, 0.2, 0.3],
    elapsedSeconds: 3,
    secondsLeft: 7 * 1.5 + 7,
  });
});
