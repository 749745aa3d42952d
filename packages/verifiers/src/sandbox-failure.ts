import { GuruError } from "@guru/core";
import { messageOf } from "./message-of.ts";
import type { VerdictError } from "./verdicts.ts";
import type { VerifyContext } from "./verifier.ts";

/** What an error says that was thrown while a verifier worked with a sandbox: the caller gave up, the sandbox failed, or we did. */
export function sandboxFailure(
  error: unknown,
  { signal }: VerifyContext,
): { readonly reason: string; readonly error: VerdictError } {
  if (signal?.aborted === true)
    return { reason: "cancelled", error: { class: "internal", message: "the caller gave up" } };
  const message = messageOf(error);
  return GuruError.isInstance(error) && error.code === "sandbox_unavailable"
    ? { reason: "sandbox.unavailable", error: { class: "sandbox_unavailable", message } }
    : { reason: "internal", error: { class: "internal", message } };
}
