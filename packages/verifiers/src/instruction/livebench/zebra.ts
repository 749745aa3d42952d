import { pythonStrip } from "../text/python-text.ts";
import { finalAnswer } from "./final-answer.ts";
import { digitWord, numberOf } from "./number-words.ts";
import { type LivebenchTask, whole } from "./task.ts";

/** One or more attributes of a zebra puzzle, separated by commas. */
export const zebraPuzzle: LivebenchTask = {
  strict: (text, answer) => {
    const given = finalAnswer(text);
    const isWord = /(?:\b(?:is|are|was|be)|=)\s+(?:an?\s+|the\s+)?([\p{L}\p{N}-]+)[.!*_"'”’)]*\s*$/u;
    const lastWord = isWord.exec(text.slice(-200))?.[1] ?? given.text;
    const texts = given.rule === "last-line" ? [given.text, lastWord] : [given.text];
    const gold = fold(answer);
    const right = texts.map(fold).some((one) => one === gold || `${one} movies` === gold);
    return whole(right, `the answer is "${given.text.slice(0, 60)}"`);
  },
  published: (text, answer) => {
    const bold = [...text.matchAll(/\*{3}([\p{L}\p{N}_]+)\*{3}/gu)].at(-1)?.[1];
    const given = bold ?? text.match(/[\p{L}\p{N}_]+/gu)?.at(-1) ?? "";
    const gold = answer.toLowerCase();
    const spellings = [given.toLowerCase(), digitWord(given), `${given.toLowerCase()} movies`];
    return whole(spellings.includes(gold), "another word");
  },
};

function fold(text: string): string {
  return text
    .toLowerCase()
    .split(",")
    .map((part) => numberOf(pythonStrip(part.replaceAll("-", " ").replace(/\s+/gu, " "))))
    .join(",");
}
