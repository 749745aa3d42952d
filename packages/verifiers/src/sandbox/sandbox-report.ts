import type { ProgramLanguage } from "./program.ts";
import type { SandboxLevel } from "./sandbox.ts";

/** Something that keeps the sandbox from being stronger, and what to do about it. */
export interface SandboxProblem {
  readonly what: string;
  readonly advice: string;
}

/** What this machine offers for running untrusted code, found by trying it. */
export interface SandboxReport {
  readonly python?: { readonly path: string; readonly version: string };
  /** The strongest level that works; absent where no Python can be run. */
  readonly level?: SandboxLevel;
  /** What whole programs may be written in; none where no Python can be run, since that starts all of them. */
  readonly languages: readonly ProgramLanguage[];
  /** What confines the code, such as `seccomp` and `landlock-7`. */
  readonly features: readonly string[];
  readonly problems: readonly SandboxProblem[];
}

/** One line a problem, for error messages. */
export function problemText(problems: readonly SandboxProblem[]): string {
  return problems.map(({ what, advice }) => `${what}; ${advice}`).join("\n");
}
