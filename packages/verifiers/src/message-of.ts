import { inspect } from "node:util";

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : inspect(error, { depth: 1 });
}
