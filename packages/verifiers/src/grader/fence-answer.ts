import { createHash } from "node:crypto";
import { canonicalJson } from "@guru/core";
import type { GradeRequest } from "./grader.ts";
import { neutraliseAnswer } from "./neutralise-answer.ts";

/** An untrusted answer between two marks. */
export interface FencedAnswer {
  readonly opening: string;
  readonly text: string;
  readonly closing: string;
}

/**
 * Fences the answer of a request. The marks hold a part of the SHA-256 of the whole request, the gold answer among it: whoever wrote the answer
 * cannot know them, and the same request gives the same prompt. The text is cut after `maximumChars` UTF-16 units.
 */
export function fenceAnswer(request: GradeRequest, maximumChars: number): FencedAnswer {
  const { question, gold, answer } = request;
  const nonce = createHash("sha256")
    .update(canonicalJson({ question, gold, answer }))
    .digest("hex")
    .slice(0, 16);
  const { text } = neutraliseAnswer(answer.slice(0, maximumChars));
  const cut = answer.length > maximumChars ? " (cut)" : "";
  return { opening: `<answer-${nonce}>`, text: text + cut, closing: `</answer-${nonce}>` };
}
