import { GuruError } from "@guru/core";
import { z } from "zod";
import type { CallResult, FunctionJob, SandboxLimits } from "./sandbox.ts";

const Why = z.enum(["timeout", "memory", "output_limit", "runtime_error", "compile_error", "not_plain"]);
const Result = z.union([
  z.tuple([z.literal("value"), z.string(), z.string()]),
  z.tuple([z.literal("failed"), Why, z.string()]),
]);
const Reply = z.union([
  z.strictObject({ results: z.array(Result) }),
  z.strictObject({ badArguments: z.string() }),
]);

/** A job as the fork server reads it. */
export function functionRequest(job: FunctionJob, limits: SandboxLimits): Record<string, unknown> {
  return { kind: "function", source: job.source, entryPoint: job.entryPoint, calls: job.calls, ...limits };
}

/**
 * The fork server's reply as one result a call.
 *
 * @throws GuruError `sandbox_arguments` when the task's own arguments are no Python literals.
 */
export function callResults(reply: unknown, job: FunctionJob): readonly CallResult[] {
  const parsed = Reply.parse(reply);
  if ("badArguments" in parsed) {
    throw new GuruError(
      "sandbox_arguments",
      `the arguments of a call are no Python literals: ${parsed.badArguments}; mend the task`,
    );
  }
  if (parsed.results.length !== job.calls.length) {
    throw new Error(`${job.calls.length} calls got ${parsed.results.length} results`);
  }
  return parsed.results.map((result) =>
    result[0] === "value"
      ? { outcome: "value", type: result[1], repr: result[2] }
      : { outcome: "failed", why: result[1], message: result[2] },
  );
}
