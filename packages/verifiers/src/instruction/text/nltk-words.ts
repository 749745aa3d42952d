import { pythonStrip } from "./python-text.ts";
import { punktSentences } from "./punkt-sentences.ts";

type Rule = readonly [pattern: RegExp, replacement: string];

/** Every pattern is of bounded length or a run of one class, so each pass takes linear time. */
const beforeQuotes: readonly Rule[] = [
  [/[«“‘„]|`+/gu, " $& "],
  [/^"/gmu, "``"],
  [/``/gu, " $& "],
  [/([ ([{<])("|'{2})/gu, "$1 `` "],
  [/(?<![\p{L}\p{N}_])'(?!(?:re|ve|ll|m|t|s|d|n)(?![\p{L}\p{N}_]))(?=[\p{L}\p{N}_])/giu, "' "],
];
const marks: readonly Rule[] = [
  [/([:,])([^\d])/gu, " $1 $2"],
  [/[:,]$/gmu, " $& "],
  [/\.{2,}/gu, " $& "],
  [/[;@#$%&]/gu, " $& "],
  [/[\u2012-\u2015]/gu, " $& "],
  [/[?!]/gu, " $& "],
  [/([^'])' /gu, "$1 ' "],
  [/\*/gu, " * "],
  [/[\][(){}<>]/gu, " $& "],
  [/--/gu, " -- "],
];
const endings: readonly Rule[] = [
  [/[»”’]/gu, " $& "],
  [/''/gu, " '' "],
  [/"/gu, " '' "],
  [/[^\S\n]+/gu, " "],
  [/([^' ])('[sS]|'[mM]|'[dD]|') /gu, "$1 $2 "],
  [/([^' ])('ll|'LL|'re|'RE|'ve|'VE|n't|N'T) /gu, "$1 $2 "],
  [/\b(can)(not)\b/giu, " $1 $2 "],
  [/\b(d)('ye)\b/giu, " $1 $2 "],
  [/\b(gim)(me)\b/giu, " $1 $2 "],
  [/\b(gon|wan)(na)\b/giu, " $1 $2 "],
  [/\b(got)(ta)\b/giu, " $1 $2 "],
  [/\b(lem)(me)\b/giu, " $1 $2 "],
  [/\b(more)('n)\b/giu, " $1 $2 "],
  [/ ('t)(is|was)\b/giu, " $1 $2 "],
];

/** Tokens as NLTK's `word_tokenize` makes them: marks stand alone, `don't` is `do` and `n't`, a double quote is two signs. */
export function nltkWords(text: string): string[] {
  return tokens(punktSentences(text));
}

/** The tokens of one sentence. */
export function treebankWords(sentence: string): string[] {
  return tokens([sentence]);
}

/** All sentences in one pass, a line each: a pass for each of many short sentences would take far longer. */
function tokens(sentences: readonly string[]): string[] {
  const lines = sentences.map((sentence) => pythonStrip(sentence.replace(/\s+/gu, " ")));
  const opened = replaceAll(lines.join("\n"), beforeQuotes).split("\n").map(splitLastPoint);
  const marked = replaceAll(opened.join("\n"), marks).replaceAll("\n", " \n ");
  return replaceAll(` ${marked} `, endings)
    .split(/\s+/u)
    .filter((token) => token !== "");
}

function replaceAll(text: string, rules: readonly Rule[]): string {
  return rules.reduce((changed, [pattern, replacement]) => changed.replace(pattern, replacement), text);
}

/** Only the point that ends the sentence is a token of its own. */
function splitLastPoint(text: string): string {
  let point = text.length - 1;
  while (point >= 0 && /[\s\])}>"'»”’]/u.test(text.charAt(point))) point--;
  if (point < 1 || text[point] !== "." || text[point - 1] === ".") return text;
  return `${text.slice(0, point)} . ${text.slice(point + 1)}`;
}
