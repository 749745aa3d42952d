import type { z } from "zod";
import type { Parsed } from "../parsed.ts";
import { parseTruth } from "../parse-truth.ts";
import type { SandboxLimits } from "../sandbox/sandbox.ts";
import type { TestsFailure, TestsJob, TestsResult } from "../sandbox/tests-job.ts";
import type { Verifier } from "../verifier.ts";
import { type CodeJudgement, createCodeVerifier } from "./create-code-verifier.ts";
import { definesAnything, definesName } from "./python-names.ts";

/** A test to run against each answer, and the names of which an answer defines one. */
export interface TestsGold {
  readonly job: Omit<TestsJob, "source" | "limits">;
  readonly names: readonly string[];
  /** Of each of the two processes, instead of the usual. */
  readonly cpuMs?: number | undefined;
}

/** What differs between verifiers that run a test in Python. */
export interface TestsVerifierDefinition<Truth> {
  readonly name: string;
  readonly version: string;
  readonly schema: z.ZodType<Truth>;
  readGold(truth: Truth): Parsed<TestsGold>;
}

const usualLimits: SandboxLimits = { cpuMs: 4_000, wallMs: 20_000, memoryMb: 512, outputBytes: 1 << 23 };

/** Makes a verifier whose answers are Python code and are judged by a test that calls them. */
export function createTestsVerifier<Truth>(definition: TestsVerifierDefinition<Truth>): Verifier {
  const { name, version, schema } = definition;
  return createCodeVerifier<TestsGold>({
    name,
    version,
    options: { limits: { ...usualLimits } },
    parseGold: (truth) => parseTruth(schema, truth, (shape) => definition.readGold(shape)),
    rules: (gold) => ({
      languages: ["python"],
      isAnswer: (text) =>
        gold === undefined || gold.names.length === 0
          ? definesAnything(text)
          : gold.names.some((one) => definesName(text, one)),
    }),
    run: async ({ source, sandbox, signal }, { job, cpuMs }) => {
      const limits = cpuMs === undefined ? usualLimits : { ...usualLimits, cpuMs, wallMs: 5 * cpuMs };
      return judgementOf(await sandbox.runTests({ ...job, source, limits }, signal));
    },
  });
}

const reasons: Readonly<Record<TestsFailure, string>> = {
  assertion: "different.value",
  test: "different.value",
  not_plain: "different.type",
  tampered: "code.tampered",
  timeout: "code.timeout",
  memory: "code.memory",
  output_limit: "code.output-limit",
  runtime_error: "code.runtime-error",
  compile_error: "code.compile-error",
};

/** What a run of a test says of the solution. */
function judgementOf(result: TestsResult): CodeJudgement {
  const { cpuMs } = result;
  if (result.outcome === "passed") return { outcome: "correct", reason: "equal.tests", cpuMs };
  const { message } = result;
  if (result.outcome === "unsupported") {
    const error = { class: "gold_parse", message } as const;
    return { outcome: "unscored", reason: "gold.unsupported", error, cpuMs };
  }
  const { why } = result;
  const isWrong = why === "assertion" || why === "test" || why === "not_plain";
  const errorClass = isWrong ? "wrong_value" : why === "tampered" ? "runtime_error" : why;
  return { outcome: "incorrect", reason: reasons[why], error: { class: errorClass, message }, cpuMs };
}
