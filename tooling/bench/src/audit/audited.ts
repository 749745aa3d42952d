import type { Json } from "@guru/core";

/** Responses to one gold answer. */
export interface AuditCase {
  readonly truth: Json;
  readonly responses: readonly string[];
}

/** What the page shows of a verifier. */
export interface Audited {
  readonly verifier: string;
  readonly cases: readonly AuditCase[];
  /** How the official scorer of GURU differs; `published` follows it as far as it says. */
  readonly official: readonly string[];
}
