import { createHash } from "node:crypto";

const longestDelayMs = 30_000;

/**
 * How long to wait before a retry: `base · 2^attempt`, at most 30 s, times a factor in [½, 1) that is a function of the key and the
 * attempt. Requests that failed together do not come back together, and the same run waits the same.
 */
export function retryDelayMs(baseMs: number, attempt: number, key: string): number {
  const hash = createHash("sha256").update(`${key}/${attempt}`).digest();
  const share = 0.5 + hash.readUInt32BE(0) / 2 ** 33;
  return Math.round(Math.min(longestDelayMs, baseMs * 2 ** attempt) * share);
}
