import type { Domain, ErrorClass, Json, Response, Verdict } from "@guru/core";
import { answerMarker, extractMarked } from "./extraction/extract-marked.ts";
import { windowChars } from "./extraction/final-text.ts";
import { integrityFlags } from "./extraction/integrity-flags.ts";
import { messageOf } from "./message-of.ts";
import type { Parsed } from "./parsed.ts";
import {
  correctVerdict,
  incorrectVerdict,
  unscoredVerdict,
  verifierStamp,
  type VerdictDetails,
} from "./verdicts.ts";
import type { Extraction, Verifier, VerifyContext } from "./verifier.ts";
import { createWorkCounter, type WorkCounter, WorkLimitError } from "./work-counter.ts";

/** How an answer compares with the gold; `reason` is a permanent code such as `equal.number` or `different.unit`. */
export type Comparison =
  | { readonly equal: true; readonly reason: string }
  | { readonly equal: false; readonly reason: string; readonly message: string };

/** What differs between verifiers that read a marked answer and compare it with the gold. */
export interface TextVerifierDefinition<Gold, Answer> {
  readonly name: string;
  readonly version: string;
  readonly domain: Domain;
  parseGold(truth: Json, work: WorkCounter): Parsed<Gold>;
  parseAnswer(text: string, work: WorkCounter): Parsed<Answer>;
  /** Equal texts for answers that mean the same. */
  answerKey(answer: Answer, work: WorkCounter): string;
  compare(answer: Answer, gold: Gold, work: WorkCounter): Comparison;
}

/** Makes a verifier that never runs anything: extraction, work limit, flags and verdicts are the same for all of them. */
export function createTextVerifier<Gold, Answer>(definition: TextVerifierDefinition<Gold, Answer>): Verifier {
  const { name, version, domain } = definition;
  const by = verifierStamp(name, version, { marker: answerMarker, windowChars });

  const extractCounting = (response: Response, work: WorkCounter): Extraction =>
    extractMarked(response, {
      answerKey: (text) => {
        const answer = definition.parseAnswer(text, work);
        return answer.ok ? definition.answerKey(answer.value, work) : undefined;
      },
    });

  const judge = (response: Response, gold: Gold, work: WorkCounter): Verdict => {
    const extraction = extractCounting(response, work);
    const details: VerdictDetails = { flags: integrityFlags(response, extraction) };
    if ("error" in extraction) {
      const error = { class: extraction.error, message: extraction.message };
      return incorrectVerdict(by, { reason: answerReason(extraction.error), error }, details);
    }
    details.extracted = extraction;
    const answer = definition.parseAnswer(extraction.text, work);
    if (!answer.ok) {
      const error = { class: answer.class, message: answer.message };
      return incorrectVerdict(by, { reason: answerReason(answer.class), error }, details);
    }
    const comparison = definition.compare(answer.value, gold, work);
    if (comparison.equal) return correctVerdict(by, comparison.reason, details);
    const error = { class: "wrong_value", message: comparison.message } as const;
    return incorrectVerdict(by, { reason: comparison.reason, error }, details);
  };

  const verify = (response: Response, truth: Json, context: VerifyContext): Verdict => {
    const unscored = (reason: string, errorClass: ErrorClass, message: string): Verdict =>
      unscoredVerdict(by, { reason, error: { class: errorClass, message } });
    if (context.signal?.aborted === true) return unscored("cancelled", "internal", "the caller gave up");
    const gold = guarded(() => definition.parseGold(truth, createWorkCounter()));
    if (!gold.ok) return unscored("gold.unreadable", "gold_parse", gold.message);
    try {
      return judge(response, gold.value, context.work ?? createWorkCounter());
    } catch (error) {
      if (!(error instanceof WorkLimitError)) return unscored("internal", "internal", messageOf(error));
      const reason = answerReason("answer_limit");
      return incorrectVerdict(by, { reason, error: { class: "answer_limit", message: error.message } });
    }
  };

  return {
    name,
    version,
    domain,
    checkGold: (truth) => {
      const gold = guarded(() => definition.parseGold(truth, createWorkCounter()));
      return gold.ok ? { ok: true } : { ok: false, error: `${name}: ${gold.message}` };
    },
    extract: (response) => {
      try {
        return extractCounting(response, createWorkCounter());
      } catch (error) {
        return {
          error: error instanceof WorkLimitError ? "answer_limit" : "internal",
          message: messageOf(error),
        };
      }
    },
    verify: (response, truth, context) => Promise.resolve(verify(response, truth, context)),
  };
}

function guarded<Gold>(parse: () => Parsed<Gold>): Parsed<Gold> {
  try {
    return parse();
  } catch (error) {
    return { ok: false, class: "gold_parse", message: messageOf(error) };
  }
}

function answerReason(errorClass: ErrorClass): string {
  switch (errorClass) {
    case "no_answer":
      return "answer.missing";
    case "truncated":
      return "answer.truncated";
    case "answer_limit":
      return "answer.too-long";
    default:
      return "answer.unreadable";
  }
}
