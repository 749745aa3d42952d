import type { Extracted, Response } from "@guru/core";
import type { Extraction } from "../verifier.ts";
import { countRivals, noAnswer } from "./extract-last.ts";
import { finalText } from "./final-text.ts";
import { trimmedSpan } from "./trimmed-span.ts";

/** Stands before the answer; the last one counts. */
export const answerMarker = "#";

/** Only so many earlier marked answers are compared with the last one. */
const maximumEarlierAnswers = 32;

/** How an answer is recognised. */
export interface MarkedAnswerOptions {
  /**
   * Equal for answers that mean the same, `undefined` for text that is no answer of this kind. Rivals are counted by it;
   * by default every text is an answer and only equal texts mean the same.
   */
  readonly answerKey?: (text: string) => string | undefined;
}

/**
 * Takes what follows the last `#` after the last `</think>`, without surrounding ASCII white space. Rivals are the
 * different answers behind earlier markers: each ends at the next marker or line end, and counts only if it could be an
 * answer of this kind on its own, so a heading such as `# Step 1` is no rival of a number.
 */
export function extractMarked(response: Response, options: MarkedAnswerOptions = {}): Extraction {
  const { text } = response;
  const final = finalText(response);
  if (final === undefined) return noAnswer(response, "the thought is not closed by </think>");

  const marker = text.lastIndexOf(answerMarker);
  if (marker < final.start) return noAnswer(response, `no ${answerMarker} stands before an answer`);
  if (marker < final.windowStart) {
    return {
      error: "answer_limit",
      message: `the answer is longer than ${final.end - final.windowStart} characters`,
    };
  }
  const span = trimmedSpan(text, marker + 1, final.end);
  if (span.start === span.end) return noAnswer(response, `nothing follows the last ${answerMarker}`);

  const answer = text.slice(span.start, span.end);
  const earlier = markedAnswers(text.slice(final.windowStart, marker));
  const rivals = countRivals(earlier, answer, options.answerKey ?? ((other) => other));
  return { text: answer, span, rule: "after-last-marker", rivals } satisfies Extracted;
}

/** The marked answers in a text, from its end. */
function markedAnswers(earlier: string): string[] {
  const answers: string[] = [];
  let end = earlier.length;
  for (let seen = 0; seen < maximumEarlierAnswers; seen++) {
    const marker = end === 0 ? -1 : earlier.lastIndexOf(answerMarker, end - 1);
    if (marker < 0) break;
    const line = earlier.indexOf("\n", marker);
    const span = trimmedSpan(earlier, marker + 1, line >= 0 && line < end ? line : end);
    if (span.start < span.end) answers.push(earlier.slice(span.start, span.end));
    end = marker;
  }
  return answers;
}
