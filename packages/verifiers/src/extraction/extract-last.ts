import type { Response } from "@guru/core";
import type { Extraction } from "../verifier.ts";
import type { Finder } from "./candidate.ts";
import { finalText, windowChars as usualWindowChars } from "./final-text.ts";

/** Only so many earlier candidates are compared with the last one. */
const maximumEarlierAnswers = 32;

/** Where an answer may stand, and what counts as another one. */
export interface ExtractionRules {
  /** In order of precedence: the first one that finds anything decides, and its last candidate is the answer. */
  readonly finders: readonly Finder[];
  /** What a response without any should have held, for the message: `no \boxed{…} holds an answer`. */
  readonly missing: string;
  /** How much of the final text is looked at, from its end; 4,096 UTF-16 units by default. */
  readonly windowChars?: number;
  /** Equal for answers that mean the same, `undefined` for text that is no answer of this kind; by default the text itself. */
  readonly answerKey?: (text: string) => string | undefined;
}

/**
 * Takes the last answer after the last `</think>`. Rivals are the different answers that the same rule found before it.
 */
export function extractLast(response: Response, rules: ExtractionRules): Extraction {
  const final = finalText(response, rules.windowChars ?? usualWindowChars);
  if (final === undefined) return noAnswer(response, "the thought is not closed by </think>");
  for (const find of rules.finders) {
    const candidates = find(response.text, final.windowStart, final.end);
    const last = candidates.at(-1);
    if (last === undefined) continue;
    if (last.text === "") return noAnswer(response, `the last answer is empty (${last.rule})`);
    const earlier = candidates.slice(-1 - maximumEarlierAnswers, -1).map(({ text }) => text);
    return {
      text: last.text,
      span: last.span,
      rule: last.rule,
      rivals: countRivals(earlier, last.text, rules.answerKey ?? ((text) => text)),
    };
  }
  return noAnswer(response, rules.missing);
}

/** The model's fault: no answer, or none yet where the response was cut off. */
export function noAnswer(response: Response, message: string): Extraction {
  return { error: response.finishReason === "length" ? "truncated" : "no_answer", message };
}

/** How many different answers other than `answer` there are. */
export function countRivals(
  earlier: readonly string[],
  answer: string,
  answerKey: (text: string) => string | undefined,
): number {
  if (earlier.length === 0) return 0;
  const keys = new Set(earlier.map(answerKey).filter((key) => key !== undefined));
  const own = answerKey(answer);
  if (own !== undefined) keys.delete(own);
  return keys.size;
}
