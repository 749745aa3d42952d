import { flattenMarkup } from "./flatten-markup.ts";

/** What an answer to a multiple-choice question names. */
export interface ChoiceReading {
  /** The answer without LaTeX and Markdown. */
  readonly text: string;
  /** The letters it names, in upper case: one for an answer, several for one that hedges, none for plain text. */
  readonly letters: readonly string[];
  /** What stands beside the letter, such as the text of the option; empty for a bare letter. */
  readonly body: string;
}

const longestLetterText = 4096;

const leadIn =
  /^(?:(?:the|my) )?(?:(?:final|correct|right|best) ){0,2}(?:answer|option|choice)(?: (?:choice|option|letter))?(?: is)? ?:? ?(?=[([]?[A-Ja-j](?![\p{L}\p{N}]))/iu;
const firstLetter = /^(?:[([{（]([A-Ja-j])[)\]}）]|([A-Ja-j])(?![\p{L}\p{N}\p{M}'’^_²³]))/u;
/** Behind a conjunction either case is a letter; behind a comma a small `a` is a word. */
const secondLetter =
  /^(?: ?(?:and\/or|or|and|&|\/|\+|vs\.?) ?[([]?([A-Ja-j])|(?: ?[;–-]|,) ?(?:or |and )?[([]?([A-J]))(?![\p{L}\p{N}])/u;
/** A further label inside the text beside the letter: `A. one or B. two`. */
const laterLabel =
  /(?:^|[ (,;])(?:or|and|&|\/|,|;) ?(?:(?:option|choice) )?(?:\(([A-J])\)|([A-J])[.):\]](?= \S))/u;
/** Words that show the sentence goes on about a letter that has been named. */
const goesOn =
  /^ (?:because|since|as|which|given|due|for|so|based|where|with|by|from|is|\(|–|—|-|=|→)(?![\p{L}\p{N}])/u;

/**
 * Reads the option that a text names: `C`, `(C)`, `\text{(C)}`, `**C**`, `C.`, `C) Adenine`, `C. Adenine`, `Option C`, `c` or
 * `C because …`. A letter that is part of a word or a unit names nothing: `Cannot`, `kJ`.
 */
export function readChoice(source: string): ChoiceReading {
  const text = flattenMarkup(source.slice(0, longestLetterText));
  const named = withoutLeadIn(text);
  const match = firstLetter.exec(named);
  const written = match?.[1] ?? match?.[2];
  if (match === null || written === undefined) return { text, letters: [], body: "" };
  const letter = written.toUpperCase();
  const rest = named.slice(match[0].length);
  if (/^[ .!,;:)]{0,4}$/.test(rest)) return { text, letters: [letter], body: "" };
  const second = secondLetter.exec(rest);
  if (second !== null) return several(text, letter, second[1] ?? second[2] ?? "");
  const body = labelledBody(rest, { inBrackets: match[1] !== undefined, upperCase: written === letter });
  if (body === undefined) return { text, letters: [], body: "" };
  const later = laterLabel.exec(body);
  return later === null
    ? { text, letters: [letter], body }
    : { ...several(text, letter, later[1] ?? later[2] ?? ""), body };
}

function several(text: string, first: string, second: string): ChoiceReading {
  const other = second.toUpperCase();
  return { text, letters: first === other ? [first] : [first, other], body: "" };
}

function withoutLeadIn(text: string): string {
  let rest = text;
  for (let round = 0; round < 3; round++) rest = rest.replace(leadIn, "");
  return rest;
}

/** The text beside a letter, where the letter is a label: `undefined` where it is a word of a sentence. */
function labelledBody(rest: string, letter: { inBrackets: boolean; upperCase: boolean }): string | undefined {
  const label = letter.upperCase ? /^(?:[.):]| ?[:,–—=-] | \()/ : /^[.):]/;
  const separator = label.exec(rest)?.[0];
  if (separator !== undefined) return rest.slice(separator.length);
  if (letter.inBrackets || (letter.upperCase && goesOn.test(rest))) return rest;
  return undefined;
}
