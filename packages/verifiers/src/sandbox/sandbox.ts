import type { ProgramJob, ProgramLanguage, ProgramResult } from "./program.ts";
import type { TestsJob, TestsResult } from "./tests-job.ts";

/** How strongly untrusted code is confined: 0 rlimits, clean environment and hard kill; 1 with seccomp and Landlock; 2 with namespaces. */
export type SandboxLevel = 0 | 1 | 2;

/** Limits of one program. CPU time decides; wall time catches what sleeps. */
export interface SandboxLimits {
  readonly cpuMs: number;
  readonly wallMs: number;
  readonly memoryMb: number;
  readonly outputBytes: number;
}

/** One call of a function that a model wrote. Arguments and results are plain JSON-like Python literals. */
export interface FunctionJob {
  /** Python source that defines `entryPoint`, or an expression that evaluates to a function when `entryPoint` is absent. */
  readonly source: string;
  readonly entryPoint?: string;
  /** The positional arguments of each call, as Python literals. */
  readonly calls: readonly (readonly string[])[];
  readonly limits?: Partial<SandboxLimits>;
}

/** How one call ended: with the `repr` of a plain value and its exact type, or with a failure. */
export type CallResult =
  | { readonly outcome: "value"; readonly type: string; readonly repr: string }
  | {
      readonly outcome: "failed";
      readonly why: "timeout" | "memory" | "output_limit" | "runtime_error" | "compile_error" | "not_plain";
      readonly message: string;
    };

/** What a sandbox has been through, for reports: none of it is the model's doing alone. */
export interface SandboxCounts {
  /** Jobs and runs that ended in `timeout` or `memory` and were done once more, alone. */
  rechecked: number;
  /** Those of them that ended otherwise the second time. */
  overturned: number;
  /** Fork servers that died or hung and were replaced. */
  replaced: number;
}

/** Runs untrusted code. Expected values are never given to it: it returns what the code returned or printed. */
export interface Sandbox {
  /** The level in force, never below the configured minimum. */
  readonly level: SandboxLevel;
  /** Interpreter and kernel features, for the verdict's reproducibility. */
  readonly fingerprint: string;
  /** What {@link Sandbox.runProgram} can run on this machine. */
  readonly languages: readonly ProgramLanguage[];
  /**
   * One result per call.
   * @throws GuruError `sandbox_unavailable` when the sandbox itself fails.
   */
  callFunction(job: FunctionJob, signal?: AbortSignal): Promise<readonly CallResult[]>;
  /**
   * One result an input, in order; fewer when the job's `onResult` said so. Each run is a process of its own.
   * @throws GuruError `sandbox_unavailable` when the sandbox itself fails, or has nothing to run this language with.
   */
  runProgram(job: ProgramJob, signal?: AbortSignal): Promise<readonly ProgramResult[]>;
  /**
   * Runs a test against a solution, each in a process of its own; what passes between them are calls and plain values.
   * @throws GuruError `sandbox_unavailable` when the sandbox itself fails.
   */
  runTests(job: TestsJob, signal?: AbortSignal): Promise<TestsResult>;
  /** So far. */
  counts(): Readonly<SandboxCounts>;
  close(): Promise<void>;
}
