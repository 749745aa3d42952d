import type { Domain, ErrorClass, Extracted, Json, Response, Task, Verdict } from "@guru/core";
import type { Grader } from "./grader/grader.ts";
import type { Sandbox } from "./sandbox/sandbox.ts";
import type { WorkCounter } from "./work-counter.ts";

/**
 * `strict` accepts what a careful human marker would, and nothing else: the one to train with. `published` follows the rule
 * of the official scorer of the task, faults included, for figures that compare with published ones.
 */
export type VerifierMode = "strict" | "published";

/** What a verifier may work with outside this process: what runs code, and a model that compares answers. */
export type VerifierResource = "sandbox" | "grader";

/** What a verifier may use besides its input. */
export interface VerifyContext {
  /** Runs untrusted code; verifiers that need one answer `unscored` without it. */
  readonly sandbox?: Sandbox;
  /** Compares answers that no rule can compare; verifiers that need one answer `unscored` without it. */
  readonly grader?: Grader;
  /** `strict` when left out. Verifiers for which the two are the same ignore it; it is part of the stamp of the others. */
  readonly mode?: VerifierMode;
  /** Gives up, as `unscored`, when it fires. */
  readonly signal?: AbortSignal;
  /** The task that is judged; the registry's `judge` sets it. Only users' reward functions look at it. */
  readonly task?: Task;
  /** Counts the parsing and comparing; a fresh counter with the usual limit when left out. */
  readonly work?: WorkCounter;
}

/** The answer found in a response, or the class of the model's fault. */
export type Extraction = Extracted | { readonly error: ErrorClass; readonly message: string };

/** Whether a gold answer is one this verifier can judge against. */
export type GoldCheck = { readonly ok: true } | { readonly ok: false; readonly error: string };

/**
 * Judges responses of one kind of task. `extract` (text → answer) and `verify` (answer against gold) are separate, so
 * that each is tested alone. Neither throws: a failure of ours is an `unscored` verdict, the model's is `incorrect`.
 * The same response and truth give the same verdict; its wall time is filled in by whoever calls `verify`.
 */
export interface Verifier {
  /** `domain/kind`, such as `math/number`. */
  readonly name: string;
  readonly version: string;
  /** Left out by verifiers that judge tasks of any domain, such as a user's reward file. */
  readonly domain?: Domain;
  /** The modes that differ; only `strict` when left out. */
  readonly modes?: readonly VerifierMode[];
  /** What of the context it uses; nothing when left out. A verifier that uses nothing may be run on another thread. */
  uses?(mode: VerifierMode): readonly VerifierResource[];
  /** Run once per dataset row, before any response is judged. */
  checkGold(truth: Json): GoldCheck;
  /** Pure. Looks only after the last `</think>`; the last answer wins and rivals are counted. */
  extract(response: Response, mode?: VerifierMode): Extraction;
  verify(response: Response, truth: Json, context: VerifyContext): Promise<Verdict>;
}
