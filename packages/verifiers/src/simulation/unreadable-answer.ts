import type { Parsed } from "../parsed.ts";
import { answerReason } from "../verdicts.ts";
import type { Judgement } from "./answer-verifier.ts";

/** The judgement of an answer that could not be read. */
export function unreadableAnswer(answer: Extract<Parsed<never>, { ok: false }>): Judgement {
  const { class: errorClass, message } = answer;
  return { kind: "failed", reason: answerReason(errorClass), error: { class: errorClass, message } };
}
