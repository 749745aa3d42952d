import type { SandboxLimits } from "./sandbox.ts";

/** The fork server gives a program its wall time this often while a busy machine keeps it from running. */
const periods = 6;

/** How long a run may take at most, in milliseconds. */
export function longestMs({ wallMs }: SandboxLimits): number {
  return periods * wallMs;
}
