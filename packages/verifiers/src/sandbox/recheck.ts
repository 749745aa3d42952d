import { GuruError } from "@guru/core";
import { messageOf } from "../message-of.ts";
import type { SandboxCounts } from "./sandbox.ts";
import { ZygoteLostError } from "./zygote.ts";

/** Second chances, counted: for work whose fork server died, and for results that the machine may be to blame for. */
export interface Recheck {
  /** Tries again once when the fork server is lost. */
  despiteLoss<Result>(attempt: () => Promise<Result>): Promise<Result>;
  /** Does doubtful work once more. */
  again<Result>(attempt: () => Promise<Result>, endsOtherwise: (result: Result) => boolean): Promise<Result>;
  failedTwice(error: ZygoteLostError): GuruError;
}

/** A busy machine makes good code slow, and takes memory away. */
export function mayBeOurFault(result: { readonly outcome: string; readonly why?: string }): boolean {
  return result.outcome === "failed" && (result.why === "timeout" || result.why === "memory");
}

/** Counts into `counts`. */
export function createRecheck(counts: Pick<SandboxCounts, "rechecked" | "overturned">): Recheck {
  const failedTwice = (error: ZygoteLostError): GuruError =>
    new GuruError("sandbox_unavailable", `the sandbox failed twice: ${messageOf(error)}; see guru doctor`, {
      cause: error,
    });
  const despiteLoss = async <Result>(attempt: () => Promise<Result>): Promise<Result> => {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof ZygoteLostError)) throw error;
    }
    try {
      return await attempt();
    } catch (error) {
      throw error instanceof ZygoteLostError ? failedTwice(error) : error;
    }
  };
  return {
    despiteLoss,
    again: async (attempt, endsOtherwise) => {
      counts.rechecked++;
      const result = await despiteLoss(attempt);
      if (endsOtherwise(result)) counts.overturned++;
      return result;
    },
    failedTwice,
  };
}
