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

/** Runs untrusted Python. Expected values are never given to it: it returns what the code returned. */
export interface Sandbox {
  /** The level in force, never below the configured minimum. */
  readonly level: SandboxLevel;
  /** Interpreter and kernel features, for the verdict's reproducibility. */
  readonly fingerprint: string;
  /**
   * One result per call.
   * @throws GuruError `sandbox_unavailable` when the sandbox itself fails.
   */
  callFunction(job: FunctionJob, signal?: AbortSignal): Promise<readonly CallResult[]>;
  close(): Promise<void>;
}
