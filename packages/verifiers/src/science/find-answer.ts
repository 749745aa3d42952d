import type { Response } from "@guru/core";
import { extractLast, noAnswer } from "../extraction/extract-last.ts";
import { findBoxed } from "../extraction/find-boxed.ts";
import { findTagged } from "../extraction/find-tagged.ts";
import type { Extraction } from "../verifier.ts";
import { textKey } from "./compare-texts.ts";
import { findAnnounced } from "./find-choice.ts";

/** Longer ones are no short answers. */
const longestAnswer = 1000;

/** The last box; without one the last `<answer>`, without that the line behind `Answer:` or `the answer is`. */
export function extractAnswer(response: Response): Extraction {
  const extraction = extractLast(response, {
    finders: [findBoxed, findTagged("answer"), findAnnounced],
    missing: "no box, no <answer> and no `Answer: …` holds an answer",
    answerKey: (text) => (text.length > longestAnswer ? text : textKey(text)),
  });
  if ("error" in extraction || extraction.text.length <= longestAnswer) return extraction;
  return { error: "answer_limit", message: `the answer is longer than ${longestAnswer} characters` };
}

/** The last box of the whole response, thought included, as the official scorer takes it. */
export function extractPublishedAnswer(response: Response): Extraction {
  const last = findBoxed(response.text, 0, response.text.length).at(-1);
  if (last === undefined || last.text === "") return noAnswer(response, "no \\boxed{…} holds an answer");
  return { text: last.text, span: last.span, rule: last.rule, rivals: 0 };
}
