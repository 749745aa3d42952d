import type { Json } from "@guru/core";
import { z } from "zod";
import { findBoxed } from "../extraction/find-boxed.ts";
import { findTagged } from "../extraction/find-tagged.ts";
import type { Rational } from "../numbers/rational.ts";
import { parseNumber } from "../numbers/scan-number.ts";
import { type Parsed, parsed, preview, unreadable } from "../parsed.ts";
import { parseTruth } from "../parse-truth.ts";
import { createTextVerifier } from "../text-verifier.ts";
import type { Verifier } from "../verifier.ts";
import type { WorkCounter } from "../work-counter.ts";
import { compareAnswers, type TableGold } from "./compare-answers.ts";
import { comparePublished } from "./compare-published.ts";
import { findPublishedAnswer } from "./find-published-answer.ts";
import { findStatement } from "./find-statement.ts";
import { maximumAnswerChars, readAnswer, type TableAnswer } from "./read-answer.ts";

const Truth = z.strictObject({
  value: z.string().max(maximumAnswerChars),
  tolerance: z.number().positive().max(0.5).optional(),
  percent: z.boolean().optional(),
});

interface Gold extends TableGold {
  readonly text: string;
}

/**
 * An answer from a table. Truth `{ "value": "12.5%" }`, several answers with `|` between them. Numbers, percentages, dates, times, ranges,
 * bounds and text are compared as what they are; `tolerance` is relative, and `percent` says that the question asks for a percentage.
 * `published` follows the official scorer of GURU, apart from what that one evaluates as Python.
 */
export const tabularAnswer: Verifier = createTextVerifier<Gold, TableAnswer>({
  name: "tabular/answer",
  version: "1",
  domain: "tabular",
  modes: ["strict", "published"],
  extraction: (mode) => ({
    finders: mode === "strict" ? [findBoxed, findTagged("answer"), findStatement] : [findPublishedAnswer],
    missing: "no \\boxed{…}, <answer>…</answer> or sentence such as `The answer is …` holds an answer",
  }),
  parseGold: readGold,
  parseAnswer: (text, work, mode) =>
    mode === "strict" ? readAnswer(text, work) : parsed({ plain: text, elements: [] }),
  answerKey: ({ plain, elements }) =>
    elements.length === 0
      ? plain
      : elements
          .map(({ value }) => value.folded)
          .sort()
          .join("|"),
  compare: (answer, gold, work, mode) =>
    mode === "strict" ? compareAnswers(answer, gold, work) : comparePublished(answer.plain, gold.text, work),
});

function readGold(truth: Json, work: WorkCounter): Parsed<Gold> {
  return parseTruth(Truth, truth, ({ value, tolerance, percent = false }) => {
    const answer = readAnswer(value, work);
    if (!answer.ok) return unreadable(`the value ${preview(value)}: ${answer.message}`, "gold_parse");
    const values = answer.value.elements.map((element) => element.value);
    const relative = tolerance === undefined ? undefined : exactly(tolerance, work);
    return parsed({ values, rules: { tolerance: relative, percent }, text: value });
  });
}

/** The decimal that a number is written as. */
function exactly(number: number, work: WorkCounter): Rational | undefined {
  const exact = parseNumber(number.toString(), { fractions: false, powersOfTen: true }, work);
  return exact.ok ? exact.value : undefined;
}
