import type { Json, Task } from "@guru/core";
import { expect, test } from "vitest";
import { type BuildContext, generatorBuilder } from "../src/index.ts";
import { countingLevels, createCounting } from "./counting.ts";

const builder = generatorBuilder(createCounting(countingLevels));

async function build(context: Partial<BuildContext> = {}): Promise<Task[]> {
  const rows: Task[] = [];
  const options = { levels: [1, 3], split: "train", count: 6 } as const;
  for await (const row of builder.build(options, { seed: 5, ...context })) rows.push(row);
  return rows;
}

test("rows take the levels in turn, and the same seed gives the same rows", async () => {
  const rows = await build();
  expect(rows.map(({ difficulty }) => difficulty.level)).toEqual([1, 3, 1, 3, 1, 3]);
  expect(rows.map(({ origin }) => origin.row)).toEqual([0, 0, 1, 1, 2, 2]);
  expect(await build()).toEqual(rows);
  expect(await build({ seed: 6 })).not.toEqual(rows);
});

test("rows whose truth the verifier cannot judge are left out", async () => {
  const [first, ...others] = await build();
  const gold = JSON.stringify(first?.truth);
  const checkGold = (verifier: string, truth: Json): boolean =>
    verifier === "math/number" && JSON.stringify(truth) !== gold;
  expect(await build({ checkGold })).toEqual(others);
  expect(await build({ checkGold: () => false })).toEqual([]);
});

test("a signal that fired stops the build", async () => {
  await expect(build({ signal: AbortSignal.abort() })).rejects.toThrow("aborted");
});
