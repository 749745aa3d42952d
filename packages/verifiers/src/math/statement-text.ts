import { trimmedSpan } from "../extraction/trimmed-span.ts";
import { isUnitWord } from "./answer-units.ts";
import { findFormulas } from "./find-formulas.ts";
import { bracketFunctions, functionNames, numberWords } from "./known-names.ts";
import { greekNames } from "./unicode-signs.ts";
import { trimSpace } from "./trim-space.ts";

/** A range of a text. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

const joint = /^[ \t\n\r,;]*(?:and|or)?[ \t\n\r,;]*$/;
const verb =
  /(?:\b(?:is|are|equals|equal to|it's|by|be|get|gives|was|of|so|thus|hence|therefore|then|have)\b,?|[=:≈])(?=[ \t\n\r])/gi;
const denial = /\bnot (?:the |a |an )?$/i;
const number =
  /(?<![\w.\\])(?:[-−+] ?)?(?:[$€£] ?)?(?:\d{1,3}(?:(?:,\\!|\{,\}|,)\d{3})+(?!\d)|\d+)?(?:(?<=\d)[.,](?=\d)|(?<!\d)\.(?=\d))?\d*(?:\/\d+| \d+\/\d+)?(?: ?\\?%)?/g;

/** What of a sentence is the answer it states: its last formula, or the number its verb leads to; nothing where it states none. */
export function statedIn(text: string, { from, to }: Range): Range | undefined {
  const formulas = findFormulas(text, from, to);
  const lastFormula = formulas.at(-1);
  const plainStart = lastFormula?.end ?? from;
  const concluded = afterVerb(text, { from: plainStart, to });
  if (concluded !== undefined) return concluded;
  if (lastFormula === undefined) return onlyNumber(text, { from, to });
  let first = lastFormula;
  for (let index = formulas.length - 2; index >= 0; index--) {
    const before = formulas[index];
    const between = before === undefined ? "-" : text.slice(before.end, first.start);
    if (before === undefined || trimSpace(between) === "" || !joint.test(between)) break;
    first = before;
  }
  if (first !== lastFormula) return { from: first.start, to: lastFormula.end };
  const unit = /^ {0,2}(?:\\?%|([a-zA-Z]{1,16}))/.exec(
    text.slice(lastFormula.end, Math.min(to, lastFormula.end + 24)),
  );
  const word = unit?.[1];
  if (unit !== null && (word === undefined || isUnitWord(word) || /^(?:percent|pct|degrees?)$/.test(word)))
    return { from: lastFormula.start, to: lastFormula.end + unit[0].length };
  return withoutBraces(text, { from: lastFormula.innerStart, to: lastFormula.innerEnd });
}

/** Braces around a whole formula draw nothing: `${1,3}$` is the list 1, 3. */
function withoutBraces(text: string, range: Range): Range {
  let { from, to } = range;
  while (from < to && text[from] === " ") from++;
  while (to > from && text[to - 1] === " ") to--;
  if (text[from] !== "{" || text[to - 1] !== "}") return { from, to };
  return text.slice(from + 1, to - 1).search(/[{}]/) < 0 ? { from: from + 1, to: to - 1 } : { from, to };
}

/** The number or plain formula behind the last verb. */
function afterVerb(text: string, { from, to }: Range): Range | undefined {
  const sentence = text.slice(from, to);
  const ends = [...sentence.matchAll(verb)].map((match) => match.index + match[0].length);
  const startOf = (end: number): number =>
    from + end + trimmedSpan(sentence.slice(end), 0, sentence.length - end).start;
  for (const end of ends) {
    const rest = sentence.slice(end);
    if (isMathLike(rest) && /\d/.test(rest) && !/[\d$] [a-zA-Z][. \t\n\r]*$/.test(rest))
      return { from: startOf(end), to };
  }
  for (const end of ends.reverse()) {
    const start = startOf(end);
    const found = numberAt(text.slice(start, to));
    if (found !== undefined) return { from: start, to: start + found };
  }
  return undefined;
}

function numberAt(text: string): number | undefined {
  number.lastIndex = 0;
  for (const match of text.slice(0, 80).matchAll(number)) {
    if (match.index > 0) return undefined;
    if (/\d/.test(match[0]) && !/^[A-Za-z]/.test(text.slice(match[0].length))) return match[0].length;
    if (/\d/.test(match[0]) && /^[a-zA-Z]{1,3}(?:[²³^]|\b)/.test(text.slice(match[0].length)))
      return match[0].length;
  }
  return undefined;
}

/** A sentence with one number in it, however it is put, answers with that number. */
function onlyNumber(text: string, { from, to }: Range): Range | undefined {
  if (isMathLike(text.slice(from, to))) return { from, to };
  const found: Range[] = [];
  for (const match of text.slice(from, to).matchAll(number)) {
    if (!/\d/.test(match[0])) continue;
    const start = from + match.index;
    if (denial.test(text.slice(Math.max(from, start - 12), start))) return undefined;
    if (/^[A-Za-z]/.test(text.slice(start + match[0].length, to))) return undefined;
    found.push({ from: start, to: start + match[0].length });
  }
  const [only] = found;
  return found.length === 1 ? only : undefined;
}

/** Whether a text holds no words but those of mathematics, so that it can be read as a whole. */
export function isMathLike(text: string): boolean {
  if (text.length > 800 || trimSpace(text) === "") return false;
  const plain = text
    .replace(/\\(?:text[a-z]{0,6}|mbox|mathrm|operatorname|begin|end) ?\{[^{}]*\}/g, " ")
    .replace(/\\[a-zA-Z]+/g, " ");
  return (plain.match(/[a-zA-Z]{2,}/g) ?? []).every(
    (word) =>
      word.length <= 12 &&
      (functionNames[word] !== undefined ||
        bracketFunctions[word] !== undefined ||
        greekNames.has(word) ||
        isUnitWord(word) ||
        /^(?:and|or|pi|inf|infinity|percent|percentage|pct|degrees?|base|mod|am|pm|million|billion)$/.test(
          word,
        ) ||
        numberWords[word.toLowerCase()] !== undefined ||
        isProduct(word) ||
        /^(?:[A-Z]{2,4}|(?:or|and)[A-Z])$/.test(word)),
  );
}

/** `ab`, `xy`, `st`: neighbours in the alphabet are a product rather than a word. */
function isProduct(word: string): boolean {
  const distance = word.charCodeAt(1) - word.charCodeAt(0);
  return word.length === 2 && distance >= 1 && distance <= 2 && word !== "no" && word !== "hi";
}
