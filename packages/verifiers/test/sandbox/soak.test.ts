import { expect, test } from "vitest";
import { soakSandbox } from "../soak/soak-sandbox.ts";
import { noLevelOne } from "./confined-machine.ts";

test.skipIf(noLevelOne)(
  `200 hostile programs in a row leak no process, descriptor, file or memory (${noLevelOne ?? "level 1"})`,
  async () => {
    const { problems } = await soakSandbox({ runs: 200, seed: 7, runsPerKill: 50, workers: 2 });
    expect(problems).toEqual([]);
  },
);
