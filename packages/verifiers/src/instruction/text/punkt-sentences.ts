import { pythonStrip } from "./python-text.ts";
import { startsSentences } from "./abbreviations.ts";

/** What Punkt's English model takes for abbreviations, as far as prose holds them; the model was trained on a newspaper. */
const punktAbbreviations: ReadonlySet<string> = new Set(
  `mr mrs ms messrs dr prof st sr jr gen col lt maj adm sen rep reps inc ltd corp co cos cie bros vs ave ft yr mg chg
   jan feb aug sep sept oct nov dec tues wed fri
   ala ariz calif colo conn fla ga ill kan ky mich minn nev okla ore pa tenn va vt wash wis
   u.s u.k u.n u.s.a u.s.s.r d.c n.y n.j n.c n.h n.d n.m s.c l.a a.m p.m a.d m.b.a ph.d
   c d e f g h k l m n p r s t v w`.split(/\s+/),
);

/** The look-ahead is one character, so matching takes linear time. */
const mark = /[.?!](?=[)";}\]*:@'({[?!]|\s)/gu;
const closers = /^\s*["')\]}]+(?=\s|$)/u;
/** The words on either side of a mark are looked at only this far. */
const longestWord = 40;

/**
 * Sentences as NLTK's Punkt tokenizer splits them, with short lists in place of its trained model. Line ends are white space to it, so
 * the number of a list item is a sentence.
 */
export function punktSentences(text: string): string[] {
  const sentences: string[] = [];
  let start = 0;
  for (const stop of candidates(text)) {
    if (!isBoundary(text, stop)) continue;
    const closed = closers.exec(text.slice(stop, stop + longestWord))?.[0].length ?? 0;
    addTrimmed(sentences, text.slice(start, stop + closed));
    start = stop + closed;
  }
  addTrimmed(sentences, text.slice(start));
  return sentences;
}

function addTrimmed(sentences: string[], piece: string): void {
  const sentence = pythonStrip(piece);
  if (sentence !== "") sentences.push(sentence);
}

/** The places behind marks; of several in a run without white space only the last counts. */
function candidates(text: string): number[] {
  // A mark with only white space behind it ends the text anyway.
  const stops = [...text.trimEnd().matchAll(mark)].map((match) => match.index + 1);
  const kept: number[] = [];
  let wordStart = Infinity;
  for (const stop of stops.reverse()) {
    if (stop > wordStart) continue;
    kept.push(stop);
    wordStart = stop - 1;
    while (wordStart > 0 && !isSpace(text, wordStart - 1)) wordStart--;
  }
  return kept.reverse();
}

function isSpace(text: string, at: number): boolean {
  return /\s/u.test(text.charAt(at));
}

function isBoundary(text: string, stop: number): boolean {
  const next = nextToken(text, stop);
  if (next === "") return false;
  if (text[stop - 1] !== ".") return true;
  const before = text.slice(Math.max(0, stop - 1 - longestWord), stop - 1);
  const word = /[^\s()"`{}[\]:;&#*@,?!]*$/u.exec(before)?.[0].toLowerCase() ?? "";
  const first = next.charAt(0);
  const isUpper = /^\p{Lu}/u.test(first);
  const nextWord = next.toLowerCase().replace(/[^\p{L}\p{N}'-]+$/u, "");
  const starts = isUpper && startsSentences(nextWord);
  if (word.endsWith(".") || punktAbbreviations.has(word.split("-").at(-1) ?? "")) return starts;
  if (/^\p{L}$/u.test(word)) return starts || !isUpper;
  if (/^-?[\d.,]+$/u.test(word)) return !/^\p{Ll}/u.test(first) && !/^[,;:.!?]/u.test(first);
  return true;
}

function nextToken(text: string, stop: number): string {
  let at = stop;
  while (at < text.length && isSpace(text, at)) at++;
  return /^\S+/u.exec(text.slice(at, at + longestWord))?.[0] ?? "";
}
