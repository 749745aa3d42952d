import type { Comparison } from "../comparison.ts";
import { parsed, preview, unreadable } from "../parsed.ts";
import { createTextVerifier } from "../text-verifier.ts";
import type { Verifier } from "../verifier.ts";
import { type ChoiceGold, optionLetters, parseChoiceTruth } from "./choice-truth.ts";
import { findAnnounced, findLastLine, findNamedChoices } from "./find-choice.ts";
import { flattenMarkup } from "./flatten-markup.ts";
import { matchOption } from "./match-option.ts";
import { extractPublished, verifyPublished } from "./published-choice.ts";
import { type ChoiceReading, readChoice } from "./read-choice.ts";

const strict = createTextVerifier<ChoiceGold, ChoiceReading>({
  name: "science/choice",
  version: "1",
  domain: "science",
  modes: ["strict", "published"],
  extraction: () => ({
    finders: [findNamedChoices, findAnnounced, findLastLine],
    missing: "no box, no `Answer: …` and no last line names an option",
  }),
  parseGold: (truth) => parseChoiceTruth(truth),
  parseAnswer: (text, work) => {
    work.take(text.length);
    const reading = readChoice(text);
    return reading.text === "" ? unreadable(`${preview(text)} names no option`) : parsed(reading);
  },
  answerKey: ({ letters, text }) => (letters.length === 0 ? text.toLowerCase() : letters.join("|")),
  compare: (reading, gold, work): Comparison => {
    work.take(gold.options.join().length);
    return compareChoice(reading, gold);
  },
});

/**
 * One option of a multiple-choice question. Truth `{ "answer": "C", "count": 4 }`, with `"options": ["…", …]` where an answer may
 * also be the text of an option. Two different options are no answer, and so is none: nothing is ever guessed.
 */
export const scienceChoice: Verifier = {
  ...strict,
  extract: (response, mode) => (mode === "published" ? extractPublished(response) : strict.extract(response)),
  verify: (response, truth, context) =>
    context.mode === "published"
      ? Promise.resolve(verifyPublished(strict, { response, truth, context }))
      : strict.verify(response, truth, context),
};

function compareChoice(reading: ChoiceReading, gold: ChoiceGold): Comparison {
  const [letter, other] = reading.letters;
  if (letter !== undefined && other === undefined && reading.body === "" && !isOptionText(reading, gold))
    return compareLetter(letter, gold);
  // Before labels are believed: "C. elegans" and "A and C" may be texts of options.
  const named = matchOption(reading.text, gold.options);
  if (named !== undefined) return compareLetter(named, gold, "equal.option-text");
  if (letter === undefined)
    return { equal: false, reason: "different.no-option", message: `${preview(reading.text)} is no option` };
  const described = matchOption(reading.body, gold.options);
  if (other !== undefined && described !== letter) {
    const message = `the answer names both ${letter} and ${other}`;
    return { equal: false, reason: "different.several-options", message };
  }
  if (described === undefined || described === letter) return compareLetter(letter, gold);
  const message = `the answer says ${letter}, with the text of ${described}`;
  return { equal: false, reason: "different.contradiction", message };
}

/** Whether a bare letter is the text of an option rather than a label: `i` among four options, `c` where an option reads so. */
function isOptionText({ text, letters }: ChoiceReading, gold: ChoiceGold): boolean {
  if (gold.options.length === 0) return false;
  const isLabel = optionLetters.indexOf(letters[0] ?? "") < gold.count;
  const isSmall = text !== text.toUpperCase();
  return (!isLabel || isSmall) && gold.options.some((option) => flattenMarkup(option) === text);
}

function compareLetter(letter: string, gold: ChoiceGold, reason = "equal.letter"): Comparison {
  if (letter === gold.letter) return { equal: true, reason };
  return optionLetters.indexOf(letter) < gold.count
    ? { equal: false, reason: "different.option", message: `${letter} is another option` }
    : { equal: false, reason: "different.no-option", message: `there are only ${gold.count} options` };
}
