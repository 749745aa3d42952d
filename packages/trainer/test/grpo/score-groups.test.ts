import { expect, test } from "vitest";
import { scoreGroups } from "../../src/grpo/score-groups.ts";
import { digitConfig } from "../support/digit-task.ts";
import { objectiveWith } from "../support/objective-cases.ts";
import { judged } from "../support/rollouts.ts";

const objective = objectiveWith({ advantage: "dr_grpo" });
const config = digitConfig({ rollout: { maxUnscored: 0.5 } });

test("an unscored rollout leaves its group before the mean is taken", () => {
  const rollouts = [judged(0, 1), judged(0, 0), judged(0, undefined), judged(0, 1)];
  const { groups, unscored } = scoreGroups(config, objective, { step: 1, rollouts });
  expect(groups).toHaveLength(1);
  const advantages = groups[0]?.rollouts.map(({ advantage }) => advantage) ?? [];
  expect(advantages.map((value) => value * 3)).toEqual(
    [1, -2, 1].map((value) => expect.closeTo(value, 12) as number),
  );
  expect([...unscored]).toEqual([["sandbox_unavailable", 1]]);
});

test("a group with fewer than two scores is dropped and counted", () => {
  const rollouts = [
    judged(0, 1),
    judged(0, 0),
    judged(1, 1),
    judged(1, undefined),
    judged(2, undefined),
    judged(2, undefined),
  ];
  const scored = scoreGroups(config, objective, { step: 1, rollouts });
  expect(scored.groups.map(({ rollouts: kept }) => kept[0]?.prompt.slot)).toEqual([0]);
  expect(scored.droppedGroups).toBe(2);
});

test("more unscored rollouts than allowed stop the run with the reason", () => {
  const rollouts = [judged(0, undefined), judged(0, 1), judged(1, undefined)];
  expect(() => scoreGroups(config, objective, { step: 7, rollouts })).toThrow(
    "step 7: 2 of 3 responses could not be judged, rollout.maxUnscored allows a share of 0.5 (sandbox_unavailable 2). " +
      "The first: sandbox 0 is down",
  );
});

test("exactly the allowed share is no reason to stop", () => {
  const rollouts = [judged(0, undefined), judged(0, undefined), judged(1, 1), judged(1, 0)];
  expect(scoreGroups(config, objective, { step: 1, rollouts }).groups).toHaveLength(1);
});

test("a group whose scores are all the same is kept, without spread", () => {
  const rollouts = [judged(0, 0.1), judged(0, 0.1), judged(0, 0.1)];
  const [group] = scoreGroups(config, objective, { step: 1, rollouts }).groups;
  expect(group?.spread).toBe(false);
  expect(group?.rollouts.map(({ advantage }) => advantage)).toEqual([0, 0, 0]);
});

test("shuffled rewards are the same scores in another order, the same for the same seed and step", () => {
  const rollouts = Array.from({ length: 40 }, (_, index) => judged(Math.floor(index / 4), index / 40));
  const shuffled = { ...config, rewards: "shuffled" as const };
  const rewards = (step: number): number[] =>
    scoreGroups(shuffled, objective, { step, rollouts }).groups.flatMap((group) =>
      group.rollouts.map(({ reward }) => reward),
    );
  const own = rollouts.map((_, index) => index / 40);
  expect([...rewards(1)].sort((a, b) => a - b)).toEqual(own);
  expect(rewards(1)).not.toEqual(own);
  expect(rewards(1)).toEqual(rewards(1));
  expect(rewards(2)).not.toEqual(rewards(1));
});
