import { z } from "zod";
import { type Parsed, parsed, preview, unreadable } from "../parsed.ts";
import type { Verifier } from "../verifier.ts";
import { cpuMs, pythonModule, pythonSource, testSource, tolerance, withoutUndefined } from "./code-truth.ts";
import { createTestsVerifier, type TestsGold } from "./create-tests-verifier.ts";
import { entryName, namesJudged } from "./python-names.ts";

const Truth = z.strictObject({
  test: testSource,
  entryPoint: z
    .string()
    .regex(/^[A-Za-z_]\w{0,100}(?:\(\))?(?:\.[A-Za-z_]\w{0,100}){0,4}$/)
    .optional(),
  prefix: pythonSource.optional(),
  module: pythonModule.optional(),
  tolerance: tolerance.optional(),
  unordered: z.boolean().optional(),
  cpuMs: cpuMs.optional(),
});

/**
 * Python code, judged by a test that calls it. Truth `{ "test": "def check(candidate):\n    assert candidate(2) == 4",
 * "entryPoint": "double" }`: `check` is called with the entry point unless the test calls it itself; a test may also be
 * plain assertions about functions and classes by their names, or import them from `solution`. `prefix` is code that both
 * sides run first. `tolerance` and `unordered` soften `==` inside assertions; by default it is Python's.
 *
 * Test and solution run in two processes, and the test decides; docs/code.md says what passes between them.
 */
export const codeFunctional: Verifier = createTestsVerifier({
  name: "code/functional",
  version: "1",
  schema: Truth,
  readGold,
});

function readGold({ cpuMs: ownCpuMs, ...truth }: z.infer<typeof Truth>): Parsed<TestsGold> {
  const { test, entryPoint, module = "solution" } = truth;
  if (!/\b(?:assert|raise|check)/.test(test)) {
    return unreadable(`the test asserts nothing: ${preview(test)}`, "gold_parse");
  }
  return parsed({
    job: { ...withoutUndefined(truth), test, style: "script" },
    names: entryPoint === undefined ? namesJudged(test, module) : [entryName(entryPoint)],
    cpuMs: ownCpuMs,
  });
}
