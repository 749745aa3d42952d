import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { realData } from "@guru/vitest-config/real-data";
import type { Verdict } from "@guru/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { codeFunctional } from "../../src/code/functional.ts";
import { leetCodePrefix } from "../../src/code/leetcode-prefix.ts";
import { createSandbox } from "../../src/sandbox/create-sandbox.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { noLevelOne } from "../sandbox/confined-machine.ts";
import { fenced } from "./fenced.ts";

/** Mutants a problem: 10 with GURU_MUTANTS=10, which takes minutes. */
const mutantsEach = Number(process.env.GURU_MUTANTS ?? "1");

interface Problem {
  readonly task_id: string;
  readonly prompt: string;
  readonly entry_point: string;
  readonly canonical_solution: string;
  readonly test: string;
}

interface Mutant {
  readonly task: string;
  readonly operators: readonly string[];
  readonly source: string;
  /** What plain CPython says; null where it took too long. */
  readonly passed: boolean | null;
}

describe.skipIf(noLevelOne)(`code/functional on real problems (${noLevelOne ?? "level 1"})`, () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await createSandbox();
  });
  afterAll(async () => {
    await sandbox.close();
  });
  const judge = (source: string, problem: Problem): Promise<Verdict> => {
    const truth = { test: problem.test, entryPoint: problem.entry_point };
    return codeFunctional.verify({ text: fenced(source) }, truth, { sandbox });
  };

  realData("data/code/humaneval.jsonl.gz", (place) => {
    const problems = () => linesOf<Problem>(gunzipSync(readFileSync(place)).toString());

    test("every canonical solution earns 1", async () => {
      const verdicts = await inTurns(problems(), (problem) =>
        judge(problem.prompt + problem.canonical_solution, problem),
      );
      expect(verdicts.map(({ outcome }) => outcome)).toEqual(new Array(164).fill("correct"));
    });

    test(
      `of ${mutantsEach} mutants a problem each earns what plain CPython says of it`,
      { timeout: 1_200_000 },
      async () => {
        const byTask = new Map(problems().map((problem) => [problem.task_id, problem]));
        const mutants = mutantsOf(place, mutantsEach).filter(({ passed }) => passed !== null);
        expect(mutants.length).toBeGreaterThan(164 * mutantsEach * 0.9);
        const disagreements = await inTurns(mutants, async (mutant) => {
          const problem = byTask.get(mutant.task);
          if (problem === undefined) throw new Error(mutant.task);
          const verdict = await judge(mutant.source, problem);
          const isSame = (verdict.outcome === "correct") === mutant.passed;
          return isSame || verdict.error?.class === "timeout" ? [] : [{ ...mutant, verdict }];
        });
        expect(disagreements.flat()).toEqual([]);
      },
    );
  });

  realData("data/code/leetcode-test.json.gz", (place) => {
    test("every reference solution earns 1", async () => {
      const rows = JSON.parse(gunzipSync(readFileSync(place)).toString()) as {
        solutions: string;
        tests: { functional: string };
      }[];
      const outcomes = await inTurns(rows, async ({ solutions, tests }, index) => {
        const truth = { test: tests.functional, prefix: leetCodePrefix };
        const { outcome, error } = await codeFunctional.verify({ text: fenced(solutions) }, truth, {
          sandbox,
        });
        return outcome === "correct" ? [] : [{ index, outcome, error }];
      });
      expect(outcomes).toHaveLength(200);
      expect(outcomes.flat()).toEqual([]);
    });
  });
});

function mutantsOf(place: string, count: number): readonly Mutant[] {
  const script = join(import.meta.dirname, "mutate.py");
  const run = spawnSync("python3", ["-s", "-S", "-B", script, place, "1", String(count)], {
    encoding: "utf8",
    env: { ...process.env, PYTHONHASHSEED: "0" },
    maxBuffer: 1 << 28,
  });
  if (run.status !== 0) throw new Error(run.stderr);
  return linesOf<Mutant>(run.stdout);
}

function linesOf<Value>(text: string): Value[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Value);
}

/** Some at a time, with the results in the order of the items. */
async function inTurns<Item, Result>(
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = items.entries();
  const turn = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await work(item, index);
  };
  await Promise.all([turn(), turn()]);
  return results;
}
