import { expect, test } from "vitest";
import { RunConfig } from "../src/index.ts";

test("an empty config is a whole one", () => {
  const config = RunConfig.parse({});
  expect(config).toMatchObject({ method: "grpo", engine: "auto", model: { path: "nano-base" } });
  expect(config.rollout.temperature).toBe(1);
  expect(config.data.domains).toEqual({});
  expect(config.objective).toMatchObject({ preset: "verl", klCoefficient: 0 });
});

test("the defaults of a section fill what is left out of it", () => {
  const config = RunConfig.parse({ rollout: { groupSize: 4 } });
  expect(config.rollout).toEqual({ ...RunConfig.parse({}).rollout, groupSize: 4 });
});

test("an evaluation may do without samples", () => {
  expect(RunConfig.parse({ evaluation: { samples: 0 } }).evaluation.samples).toBe(0);
});

test("a resolved config resolves to itself, also through JSON", () => {
  const config = RunConfig.parse({ seed: 5, objective: { dualClip: null }, data: { domains: { math: 2 } } });
  expect(RunConfig.parse(JSON.parse(JSON.stringify(config)))).toEqual(config);
});

test.each([
  [{ step: 10 }, "step"],
  [{ rollout: { groupSizes: 8 } }, "groupSizes"],
  [{ data: { domains: { maths: 1 } } }, "maths"],
])("an unknown key is refused by name: %j", (input, key) => {
  expect(RunConfig.safeParse(input).error?.message).toContain(key);
});

test.each([
  [{ seed: -1 }, ["seed"]],
  [{ seed: 2 ** 31 }, ["seed"]],
  [{ steps: 0 }, ["steps"]],
  [{ steps: 1.5 }, ["steps"]],
  [{ name: "../up" }, ["name"]],
  [{ name: "" }, ["name"]],
  [{ evaluation: { samples: -1 } }, ["evaluation", "samples"]],
  [{ rollout: { groupSize: 1 } }, ["rollout", "groupSize"]],
  [{ rollout: { temperature: 0 } }, ["rollout", "temperature"]],
  [{ rollout: { topP: 1.1 } }, ["rollout", "topP"]],
  [{ optimizer: { learningRate: Number.NaN } }, ["optimizer", "learningRate"]],
  [{ objective: { dualClip: 1 } }, ["objective", "dualClip"]],
  [{ data: { levels: [] } }, ["data", "levels"]],
  [{ data: { domains: { math: -1 } } }, ["data", "domains", "math"]],
  [{ supervised: { averageDecay: 1 } }, ["supervised", "averageDecay"]],
  [{ engine: "cuda" }, ["engine"]],
])("a bad value is refused with its path: %j", (input, path) => {
  expect(RunConfig.safeParse(input).error?.issues.map((issue) => issue.path)).toEqual([path]);
});
