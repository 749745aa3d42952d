import { z } from "zod";
import { answerMarker } from "../extraction/extract-marked.ts";
import { isSpace } from "../extraction/trimmed-span.ts";
import { equalRationals, type Rational, rationalText } from "../numbers/rational.ts";
import { parseNumber } from "../numbers/scan-number.ts";
import { type Parsed, parsed, unreadable } from "../parsed.ts";
import { parseTruth } from "../parse-truth.ts";
import type { Comparison } from "../comparison.ts";
import { createTextVerifier } from "../text-verifier.ts";
import type { Verifier } from "../verifier.ts";
import type { WorkCounter } from "../work-counter.ts";

/** What a cell holds: its text in comparable form, and the number it is, if it is one. */
interface Cell {
  readonly text: string;
  readonly number?: Rational;
}

const Truth = z.strictObject({ value: z.string() });

/**
 * One cell of a table. Truth `{ "value": "35" }`. Where the gold is a number, the answer must be exactly the same number;
 * where it is text, the same text apart from case and runs of white space. A number is an integer or a finite decimal, with thousands
 * separators or without: `3/4` may be a date and `007` a code, so they are text, and a percentage equals only itself.
 */
export const tabularCell: Verifier = createTextVerifier<Cell, Cell>({
  name: "tabular/cell",
  version: "1",
  domain: "tabular",
  parseGold: (truth, work) =>
    parseTruth(Truth, truth, ({ value }) => {
      const cell = readCell(value, work);
      if (cell.ok && value.includes(answerMarker))
        return unreadable(`no answer can hold a ${answerMarker}`, "gold_parse");
      return cell;
    }),
  parseAnswer: readCell,
  answerKey: (cell) => (cell.number === undefined ? cell.text : rationalText(cell.number)),
  compare: (answer, gold): Comparison => {
    if (gold.number === undefined) {
      return answer.text === gold.text
        ? { equal: true, reason: "equal.text" }
        : { equal: false, reason: "different.text", message: "the text is another one" };
    }
    if (answer.number === undefined) {
      return { equal: false, reason: "different.no-number", message: "the answer is not a number" };
    }
    return equalRationals(answer.number, gold.number)
      ? { equal: true, reason: "equal.number" }
      : {
          equal: false,
          reason: "different.number",
          message: `${rationalText(answer.number)} is not the value asked for`,
        };
  },
});

function readCell(text: string, work: WorkCounter): Parsed<Cell> {
  work.take(text.length);
  const comparable = collapseSpaces(text).normalize("NFC").toLowerCase();
  if (comparable === "") return unreadable("the cell is empty");
  const number = parseNumber(comparable, { fractions: false, powersOfTen: false }, work);
  const isCode = /^[+\-−]?0\d/u.test(comparable);
  return parsed(number.ok && !isCode ? { text: comparable, number: number.value } : { text: comparable });
}

/** Runs of ASCII white space become one space, and none stays at the ends. */
function collapseSpaces(text: string): string {
  let collapsed = "";
  let wordStart = -1;
  for (let index = 0; index <= text.length; index++) {
    const inWord = index < text.length && !isSpace(text.charCodeAt(index));
    if (inWord && wordStart < 0) wordStart = index;
    if (inWord || wordStart < 0) continue;
    collapsed += (collapsed === "" ? "" : " ") + text.slice(wordStart, index);
    wordStart = -1;
  }
  return collapsed;
}
