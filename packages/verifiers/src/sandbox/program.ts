import type { SandboxLimits } from "./sandbox.ts";

/** In what a whole program may be written. */
export type ProgramLanguage = "python" | "javascript" | "cpp";

/** A whole program that a model wrote, and what to feed it. What it should print is never part of it. */
export interface ProgramJob {
  readonly language: ProgramLanguage;
  readonly source: string;
  /** The standard input of each run. */
  readonly inputs: readonly string[];
  /** Of each run by itself. */
  readonly limits?: Partial<SandboxLimits>;
  /**
   * Told each result as soon as it and all before it are there; `"stop"` ends the job with this result as its last.
   * For whoever knows the expected outputs and need not see how the rest fares.
   */
  readonly onResult?: (result: ProgramResult, index: number) => "go-on" | "stop";
}

/** What a run left, however it ended. Text is UTF-8 with U+FFFD for what is none. */
export interface ProgramOutput {
  readonly stdout: string;
  /** The last 4,000 bytes. */
  readonly stderr: string;
  readonly cpuMs: number;
}

/**
 * How one run ended: by itself with an exit code, 0 or not, or with a failure. `runtime_error` is an uncaught exception
 * or a signal. Only `timeout` and `memory` may differ between machines; each was seen twice.
 */
export type ProgramResult = ProgramOutput &
  (
    | { readonly outcome: "exited"; readonly exitCode: number }
    | {
        readonly outcome: "failed";
        readonly why: "timeout" | "memory" | "output_limit" | "runtime_error" | "compile_error";
        readonly message: string;
      }
  );
