import { pythonStrip } from "./python-text.ts";
import { canEndSentence, isAbbreviation, startsSentences } from "./abbreviations.ts";
import { hasWord } from "./words.ts";

/** Marks that end a sentence, with what may close behind them. */
const ending = /[.?!…؟۔।॥。！？]+["'”’»)\]*_」』）]*/gu;
/** Between these lines a sentence cannot go on: an empty line, or a next line that is a list item, heading or rule. */
const lineBreak = /\n[ \t]*(?:\n|(?=(?:[*+•-]|#{1,6}|\d{1,3}[.)])[ \t]|[*_-]{3}))/gu;
const listNumber = /^(?:\d{1,3}|[a-z])[.)]$/iu;

/**
 * The sentences of a text as a reader counts them, trimmed. A sentence ends at `.`, `?`, `!`, `…` (or what other scripts use)
 * before white space (behind 。！？ without it), at an empty line, and before a list item or heading; not behind an abbreviation, an initial or the number of a
 * list item. Pieces without a letter or digit join the sentence before them.
 */
export function sentencesOf(text: string): string[] {
  const sentences: string[] = [];
  for (const block of blocksOf(text)) {
    let start = 0;
    for (const match of block.matchAll(ending)) {
      const end = match.index + match[0].length;
      if (!endsSentence(block, { from: start, stop: match.index, end })) continue;
      addSentence(sentences, block.slice(start, end));
      start = end;
    }
    addSentence(sentences, block.slice(start));
  }
  return sentences;
}

function blocksOf(text: string): string[] {
  const blocks: string[] = [];
  let start = 0;
  for (const match of text.matchAll(lineBreak)) {
    blocks.push(text.slice(start, match.index));
    start = match.index;
  }
  blocks.push(text.slice(start));
  return blocks;
}

function addSentence(sentences: string[], piece: string): void {
  const sentence = pythonStrip(piece);
  if (hasWord(sentence)) sentences.push(sentence);
  else if (sentence !== "" && sentences.length > 0) sentences.push(`${sentences.pop() ?? ""} ${sentence}`);
}

/** Words longer than this are no abbreviations. */
const longestAbbreviation = 12;

function endsSentence(block: string, at: { from: number; stop: number; end: number }): boolean {
  const mark = block.charAt(at.stop);
  if ("。！？".includes(mark)) return true;
  if (at.end < block.length && !/\s/u.test(block.charAt(at.end))) return false;
  if (mark !== "." || block[at.stop + 1] === ".") return true;
  const before = block.slice(Math.max(at.from, at.stop - longestAbbreviation), at.stop);
  const word = /[\p{L}\p{N}.]*$/u.exec(before)?.[0] ?? "";
  const beginsBlock = pythonStrip(block.slice(at.from, at.stop)) === word;
  if (beginsBlock && listNumber.test(`${word}.`)) return false;
  const next = /^[\s"'“‘(*_]{0,8}([\p{L}\p{N}'’]+)/u.exec(block.slice(at.end, at.end + 40))?.[1] ?? "";
  if (next === "") return true;
  const upper = /^[\p{Lu}\p{N}]/u.test(next);
  const lower = word.toLowerCase();
  if (isAbbreviation(lower)) return canEndSentence(lower) && upper && startsSentences(next.toLowerCase());
  const isInitial = /^\p{Lu}$/u.test(word) && word !== "I";
  return !(isInitial && upper && !startsSentences(next.toLowerCase()));
}
