import type { Checker } from "./checker.ts";
import { contentCheckers } from "./checkers/content-checkers.ts";
import { copyCheckers } from "./checkers/copy-checkers.ts";
import { countCheckers } from "./checkers/count-checkers.ts";
import { customCheckers } from "./checkers/custom-checkers.ts";
import { formatCheckers } from "./checkers/format-checkers.ts";
import { keywordCheckers } from "./checkers/keyword-checkers.ts";
import { layoutCheckers } from "./checkers/layout-checkers.ts";
import { lengthCheckers } from "./checkers/length-checkers.ts";
import { ratioCheckers } from "./checkers/ratio-checkers.ts";
import { sentenceCheckers } from "./checkers/sentence-checkers.ts";
import { sentenceWordCheckers } from "./checkers/sentence-word-checkers.ts";
import { wholeCheckers } from "./checkers/whole-checkers.ts";
import { wordCheckers } from "./checkers/word-checkers.ts";

/** Every checker by its id. */
export const checkerTable: ReadonlyMap<string, Checker> = new Map(
  [
    ...keywordCheckers,
    ...lengthCheckers,
    ...contentCheckers,
    ...formatCheckers,
    ...wholeCheckers,
    ...sentenceWordCheckers,
    ...copyCheckers,
    ...countCheckers,
    ...ratioCheckers,
    ...wordCheckers,
    ...sentenceCheckers,
    ...layoutCheckers,
    ...customCheckers,
  ].map((checker) => [checker.id, checker]),
);

/** The twenty-five instructions of IFEval. */
export const ifevalIds: readonly string[] = [
  "keywords:existence",
  "keywords:frequency",
  "keywords:forbidden_words",
  "keywords:letter_frequency",
  "language:response_language",
  "length_constraints:number_sentences",
  "length_constraints:number_paragraphs",
  "length_constraints:number_words",
  "length_constraints:nth_paragraph_first_word",
  "detectable_content:number_placeholders",
  "detectable_content:postscript",
  "detectable_format:number_bullet_lists",
  "detectable_format:constrained_response",
  "detectable_format:number_highlighted_sections",
  "detectable_format:multiple_sections",
  "detectable_format:json_format",
  "detectable_format:title",
  "combination:two_responses",
  "combination:repeat_prompt",
  "startend:end_checker",
  "startend:quotation",
  "change_case:capital_word_frequency",
  "change_case:english_capital",
  "change_case:english_lowercase",
  "punctuation:no_comma",
];

/** Instructions that are known and not checked, with the reason. */
export const unsupportedInstructions: ReadonlyMap<string, string> = new Map([
  ["words:start_verb", "needs a part-of-speech model that would have to be downloaded"],
]);
