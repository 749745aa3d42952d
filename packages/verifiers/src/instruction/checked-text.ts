import type { WorkCounter } from "../work-counter.ts";
import { ifevalSentences } from "./text/ifeval-sentences.ts";
import { nltkWords } from "./text/nltk-words.ts";
import { punktSentences } from "./text/punkt-sentences.ts";
import { pythonStrip, pythonSplit } from "./text/python-text.ts";
import { sentencesOf } from "./text/sentences.ts";
import { wordsOf } from "./text/words.ts";

/** One step stands for a pass over this many characters: native scans are that much cheaper than our own loops. */
const charsPerStep = 64;

/** A response with its words and sentences, each found once for all the instructions that ask for them. */
export interface CheckedText {
  readonly text: string;
  readonly lower: string;
  /** As a reader counts them. */
  readonly words: readonly string[];
  readonly sentences: readonly string[];
  /** The lines that are not blank, without their line ends. */
  readonly lines: readonly string[];
  /** Separated by blank lines; none is blank, and all are trimmed. */
  readonly paragraphs: readonly string[];
  /** Python's `text.split()`. */
  readonly tokens: readonly string[];
  readonly nltkWords: readonly string[];
  readonly punktSentences: readonly string[];
  readonly ifevalSentences: readonly string[];
  /** For checks that compare more than they read once. */
  readonly work: WorkCounter;
}

/** @throws WorkLimitError from any of its parts once the work is used up. */
export function checkedText(text: string, work: WorkCounter): CheckedText {
  const once = <Part>(find: (text: string) => Part): (() => Part) => {
    let found: { part: Part } | undefined;
    return () => {
      if (found === undefined) {
        work.take(Math.ceil(text.length / charsPerStep));
        found = { part: find(text) };
      }
      return found.part;
    };
  };
  const parts = {
    lower: once((whole) => whole.toLowerCase()),
    words: once(wordsOf),
    sentences: once(sentencesOf),
    lines: once((whole) => whole.split(/\r?\n/u).filter((line) => pythonStrip(line) !== "")),
    paragraphs: once(paragraphsOf),
    tokens: once(pythonSplit),
    nltkWords: once(nltkWords),
    punktSentences: once(punktSentences),
    ifevalSentences: once(ifevalSentences),
  };
  return {
    get text() {
      work.take(Math.ceil(text.length / charsPerStep));
      return text;
    },
    get lower() {
      return parts.lower();
    },
    get words() {
      return parts.words();
    },
    get sentences() {
      return parts.sentences();
    },
    get lines() {
      return parts.lines();
    },
    get paragraphs() {
      return parts.paragraphs();
    },
    get tokens() {
      return parts.tokens();
    },
    get nltkWords() {
      return parts.nltkWords();
    },
    get punktSentences() {
      return parts.punktSentences();
    },
    get ifevalSentences() {
      return parts.ifevalSentences();
    },
    work,
  };
}

function paragraphsOf(text: string): string[] {
  const paragraphs: string[] = [];
  let lines: string[] = [];
  const close = (): void => {
    if (lines.length > 0) paragraphs.push(pythonStrip(lines.join("\n")));
    lines = [];
  };
  for (const line of text.split(/\r?\n/u)) {
    if (pythonStrip(line) === "") close();
    else lines.push(line);
  }
  close();
  return paragraphs;
}
