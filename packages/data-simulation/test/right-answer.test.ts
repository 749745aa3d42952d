import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { program } from "../src/index.ts";

// Programs of ours, not a model's: they run in Python as they stand.
const runner = `
import json, sys
def value(prompt):
    text = prompt[:-1]
    statements, _, expression = text.rpartition(" ")
    if text.startswith(("sum", "[")):
        return repr(eval(text))
    scope = {}
    exec(statements, scope)
    return repr(eval(expression, scope))
print(json.dumps([value(prompt) for prompt in json.load(sys.stdin)]))
`;

const python = spawnSync("python3", ["--version"]).status === 0;

test.skipIf(!python)(`Python returns what the truth says${python ? "" : " (skipped: no python3)"}`, () => {
  const tasks = program.levels.flatMap((level) =>
    Array.from({ length: 100 }, (_, index) => program.generate({ seed: 3, index, level, split: "train" })),
  );
  const input = JSON.stringify(tasks.map(({ prompt }) => prompt[0]?.content));
  const run = spawnSync("python3", ["-c", runner], { input, encoding: "utf8", timeout: 20_000 });
  expect(run.stderr).toBe("");
  const values = (JSON.parse(run.stdout) as string[]).map((value) => value.replaceAll(" ", ""));
  expect(values).toEqual(tasks.map(({ truth }) => (truth as { value: string }).value));
});
