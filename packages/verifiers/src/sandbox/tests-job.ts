import { z } from "zod";
import type { SandboxLimits } from "./sandbox.ts";

/** A Python test that we trust and a solution that a model wrote, to be run in two processes. */
export interface TestsJob {
  /** Python source of the solution. */
  readonly source: string;
  /** Python that both sides run first, such as imports and the classes of nodes. */
  readonly prefix?: string;
  /** Python source of the test. It never enters the process of the solution, and neither does any value that it expects. */
  readonly test: string;
  /** `script` runs the test from top to bottom; `pytest` runs each of its test functions after that. */
  readonly style: "script" | "pytest";
  /** What is judged, such as `add` or `Solution().add`: always the solution's own, and what `check` is called with. */
  readonly entryPoint?: string;
  /** The name by which a test imports the solution; `solution` by default. */
  readonly module?: string;
  /** How far floats may be off where an assertion compares with `==`; exact when left out. */
  readonly tolerance?: { readonly relative: number; readonly absolute: number };
  /** Whether lists are compared in any order where an assertion compares with `==`. */
  readonly unordered?: boolean;
  /** Of each of the two processes. */
  readonly limits?: Partial<SandboxLimits>;
}

/** How a test ended. Only `timeout` and `memory` may differ between machines; each was seen twice. */
export type TestsResult = {
  /** How often the test called the solution. */
  readonly calls: number;
  /** Of both processes. */
  readonly cpuMs: number;
} & (
  | { readonly outcome: "passed"; readonly tests: number }
  | { readonly outcome: "failed"; readonly why: TestsFailure; readonly message: string }
  /** The test's own fault: it cannot be read, needs what is not here, or hands over what must stay in its process. */
  | { readonly outcome: "unsupported"; readonly message: string }
);

/** `test` is an exception in the test, caused by what it got; `tampered` a process that did not keep to its part. */
export type TestsFailure =
  | "assertion"
  | "test"
  | "timeout"
  | "memory"
  | "output_limit"
  | "runtime_error"
  | "compile_error"
  | "not_plain"
  | "tampered";

/** More calls than the longest tests make. */
const mostCalls = 50_000;

const common = { calls: z.int().nonnegative(), cpuMs: z.number().nonnegative() };
const Why = z.enum([
  "assertion",
  "test",
  "timeout",
  "memory",
  "output_limit",
  "runtime_error",
  "compile_error",
  "not_plain",
  "tampered",
]);
const Reply = z.strictObject({
  report: z.discriminatedUnion("outcome", [
    z.strictObject({ outcome: z.literal("passed"), tests: z.int().positive(), ...common }),
    z.strictObject({ outcome: z.literal("failed"), why: Why, message: z.string(), ...common }),
    z.strictObject({ outcome: z.literal("unsupported"), message: z.string(), ...common }),
  ]),
});

/**
 * A job as the fork server reads it, and behind it the part that only the judge's process reads: the fork server itself
 * never holds the test, so that no memory it ever forks does.
 */
export function testsRequest(
  job: TestsJob,
  limits: SandboxLimits,
): { readonly open: Record<string, unknown>; readonly sealed: Record<string, unknown> } {
  const { source, prefix, test, style, entryPoint, module = "solution", tolerance, unordered } = job;
  return {
    open: { kind: "tests", source, prefix, module, mostCalls, ...limits },
    sealed: { test, prefix, style, entryPoint, tolerance, unordered },
  };
}

/** The fork server's reply. */
export function testsResult(reply: unknown): TestsResult {
  return Reply.parse(reply).report;
}
