import type { Comparison } from "../comparison.ts";
import { compareAnswers } from "../math/compare-answers.ts";
import { readAnswer } from "../math/read-answer.ts";
import type { WorkCounter } from "../work-counter.ts";
import type { AnswerGold } from "./answer-truth.ts";
import { compareQuantities } from "./compare-quantities.ts";
import { equalShortTexts } from "./compare-texts.ts";
import { readQuantity } from "./read-quantity.ts";

/** One way to compare answers without a model. */
export interface AnswerRule {
  /** Part of the verifier's stamp. */
  readonly name: string;
  /** What the rule is sure of; `undefined` hands the answer on to the next one. */
  compare(answer: string, gold: AnswerGold, work: WorkCounter): Comparison | undefined;
}

/** The same words. */
const textRule: AnswerRule = {
  name: "text",
  compare: (answer, gold, work) => {
    work.take(answer.length + gold.text.length);
    return equalShortTexts(answer, gold.text) ? { equal: true, reason: "equal.text" } : undefined;
  },
};

/** The same number with the same unit, or one that converts to it. */
const quantityRule: AnswerRule = {
  name: "quantity",
  compare: (answer, gold, work) => {
    const quantity = gold.quantity === undefined ? undefined : readQuantity(answer, work);
    if (quantity === undefined || gold.quantity === undefined) return undefined;
    return compareQuantities(quantity, gold.quantity, gold.tolerance);
  },
};

/**
 * The same formula, as `math/answer` reads it. Only equality is sure: what differs as a formula may say the same in words. Both must be
 * formulas in the same letters, because a letter or a word more may be a unit or a direction.
 */
const formulaRule: AnswerRule = {
  name: "formula",
  compare: (answer, gold, work) => {
    if (gold.quantity !== undefined) return undefined;
    const letters = formulaLetters(gold.text);
    if (letters === undefined || letters !== formulaLetters(answer)) return undefined;
    const own = readAnswer(answer, work);
    const wanted = readAnswer(gold.text, work);
    if (!own.ok || !wanted.ok) return undefined;
    return compareAnswers(own.value, wanted.value, { work }).equal
      ? { equal: true, reason: "equal.formula" }
      : undefined;
  },
};

/** The different letters of a formula in order; `undefined` for text that holds words or no sign of a formula. */
function formulaLetters(text: string): string | undefined {
  if (!/[\\^=+*/√π_]/.test(text) || /\\(?:text|mathrm|operatorname)/.test(text)) return undefined;
  const plain = text.replace(/\\[A-Za-z]+/g, " ");
  if (/\p{L}{3}/u.test(plain)) return undefined;
  return [...new Set(plain.match(/\p{L}/gu) ?? [])].toSorted().join("");
}

/** In the order in which they are asked. */
export const answerRules: readonly AnswerRule[] = [textRule, quantityRule, formulaRule];
