import { GuruError, type Response, type Task, type Verdict, type VerifierReference } from "@guru/core";
import { messageOf } from "./message-of.ts";
import { unscoredVerdict, type VerdictError, verifierStamp } from "./verdicts.ts";
import type { GoldCheck, Verifier, VerifyContext } from "./verifier.ts";

/** Verifiers by name and version. */
export interface Registry {
  readonly verifiers: readonly Verifier[];
  find(reference: VerifierReference): Verifier | undefined;
  /** The verifier of that name with the highest version, in the order of their numbers. */
  newest(name: string): Verifier | undefined;
  /** Run over a dataset before it is used: whether the task names a verifier that exists and has a gold answer it can read. */
  checkTask(task: Pick<Task, "verifier" | "truth">): GoldCheck;
  /** Judges a response with the task's verifier. Never throws: an unknown verifier is an `unscored` verdict of class `config`. */
  judge(task: Task, response: Response, context?: VerifyContext): Promise<Verdict>;
}

/**
 * Makes a registry; add verifiers of your own with `createRegistry([...defaultRegistry.verifiers, mine])`.
 *
 * @throws GuruError `registry_duplicate` when two verifiers share a name and a version.
 */
export function createRegistry(verifiers: readonly Verifier[]): Registry {
  const byKey = new Map<string, Verifier>();
  for (const verifier of verifiers) {
    const key = keyOf(verifier);
    if (byKey.has(key)) {
      throw new GuruError(
        "registry_duplicate",
        `two verifiers are called ${key}; give one another name or version`,
      );
    }
    byKey.set(key, verifier);
  }

  const find = (reference: VerifierReference): Verifier | undefined => byKey.get(keyOf(reference));
  const unknown = (reference: VerifierReference): string =>
    `no verifier ${keyOf(reference)} is registered; there are ${[...byKey.keys()].sort().join(", ") || "none"}`;

  return {
    verifiers: [...verifiers],
    find,
    newest: (name) =>
      verifiers
        .filter((verifier) => verifier.name === name)
        .toSorted(byVersion)
        .at(-1),
    checkTask: (task) => {
      const verifier = find(task.verifier);
      if (verifier === undefined) return { ok: false, error: unknown(task.verifier) };
      try {
        return verifier.checkGold(task.truth);
      } catch (error) {
        return { ok: false, error: `${keyOf(verifier)} failed on the truth: ${messageOf(error)}` };
      }
    },
    judge: (task, response, context = {}) => {
      const verifier = find(task.verifier);
      if (verifier !== undefined) return judgeSafely(verifier, { task, response, context });
      return Promise.resolve(
        ourFailure(task.verifier, {
          reason: "verifier.unknown",
          error: { class: "config", message: unknown(task.verifier) },
        }),
      );
    },
  };
}

/** One response to judge with a verifier already chosen. */
export interface JudgeJob {
  readonly task: Task;
  readonly response: Response;
  readonly context: VerifyContext;
}

/** Runs a verifier that may be a user's: whatever it throws becomes an `unscored` verdict. */
export async function judgeSafely(verifier: Verifier, job: JudgeJob): Promise<Verdict> {
  try {
    return await verifier.verify(job.response, job.task.truth, { ...job.context, task: job.task });
  } catch (error) {
    return ourFailure(verifier, {
      reason: "verifier.threw",
      error: { class: "internal", message: messageOf(error) },
    });
  }
}

/** An `unscored` verdict for a failure outside any verifier. */
export function ourFailure(
  reference: VerifierReference,
  failure: { reason: string; error: VerdictError },
): Verdict {
  return unscoredVerdict(verifierStamp(reference.name, reference.version), failure);
}

function byVersion(one: Verifier, other: Verifier): number {
  return one.version.localeCompare(other.version, "en", { numeric: true });
}

function keyOf(reference: VerifierReference): string {
  return `${reference.name}@${reference.version}`;
}
