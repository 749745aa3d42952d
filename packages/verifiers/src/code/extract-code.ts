import type { Response } from "@guru/core";
import type { Candidate } from "../extraction/candidate.ts";
import { countRivals, noAnswer } from "../extraction/extract-last.ts";
import { findFenced } from "../extraction/find-fenced.ts";
import { findTagged } from "../extraction/find-tagged.ts";
import { finalText } from "../extraction/final-text.ts";
import type { ProgramLanguage } from "../sandbox/program.ts";
import type { Extraction, VerifierMode } from "../verifier.ts";
import { languageOfLabel } from "./code-language.ts";

/** A program is looked for in this many UTF-16 units at the end of the final text. */
export const codeWindowChars = 65_536;

/** Only so many earlier blocks are compared with the answer. */
const maximumEarlierBlocks = 32;

/** What counts as the answer of a coding task. */
export interface CodeRules {
  /** The languages an answer may be written in; a block without a label is of the first. */
  readonly languages: readonly [ProgramLanguage, ...ProgramLanguage[]];
  /** Whether a block is a whole answer, such as one that defines the function asked for. */
  readonly isAnswer: (text: string, language: ProgramLanguage) => boolean;
}

/** The code of a response and its language, or the class of the model's fault. */
export type CodeExtraction = Extraction & { readonly language?: ProgramLanguage };

/**
 * Takes the code of a response from its fenced blocks after the last `</think>`. Blocks with a label of another language
 * are no answer, and unlabelled ones only count where no block has a label of a language asked for. Of what is left, the
 * last whole answer is taken, or the last block where none is whole; other whole answers are rivals. Without any block the
 * last `<answer>…</answer>` is taken.
 *
 * `published` joins all blocks whatever their label, as GURU's scorer does; its span reaches from the first to the last.
 */
export function extractCode(response: Response, rules: CodeRules, mode: VerifierMode): CodeExtraction {
  const final = finalText(response, codeWindowChars);
  if (final === undefined) return noAnswer(response, "the thought is not closed by </think>");
  // From the start of the final text: a fence inside the window may close a block that began before it.
  const blocks = findFenced(response.text, final.start, final.end);
  if (mode === "published") return joined(response, blocks, rules);

  const candidates = candidatesOf(blocks, rules);
  const tagged = candidates.length === 0 && blocks.length === 0;
  const found = tagged ? findTagged("answer")(response.text, final.windowStart, final.end) : candidates;
  const languageOf = (block: Candidate): ProgramLanguage => languageOfBlock(block, rules);
  const whole = found.filter((block) => rules.isAnswer(block.text, languageOf(block)));
  const answer = whole.at(-1) ?? found.at(-1);
  if (answer === undefined) return noAnswer(response, "no fenced block holds code of the language asked for");
  if (answer.text === "") return noAnswer(response, "the last block is empty");
  if (answer.span.start < final.windowStart) return tooLong();
  const earlier = whole.slice(-1 - maximumEarlierBlocks, -1).map(({ text }) => text);
  return {
    text: answer.text,
    span: answer.span,
    rule: answer.rule,
    rivals: countRivals(earlier, answer.text, (text) => text),
    language: languageOf(answer),
  };
}

function candidatesOf(blocks: readonly Candidate[], rules: CodeRules): readonly Candidate[] {
  const labelled = blocks.filter(({ label = "" }) => {
    const language = languageOfLabel(label);
    return language !== undefined && rules.languages.includes(language);
  });
  return labelled.length > 0 ? labelled : blocks.filter(({ label }) => label === "");
}

function languageOfBlock({ label = "" }: Candidate, { languages }: CodeRules): ProgramLanguage {
  const language = languageOfLabel(label);
  return language !== undefined && languages.includes(language) ? language : languages[0];
}

function joined(response: Response, blocks: readonly Candidate[], rules: CodeRules): CodeExtraction {
  const text = blocks
    .map((block) => block.text)
    .join("\n")
    .trim();
  const [first, last] = [blocks[0], blocks.at(-1)];
  if (first === undefined || last === undefined || text === "") {
    return noAnswer(response, "no fenced block holds code");
  }
  if (text.length > codeWindowChars) return tooLong();
  const span = { start: first.span.start, end: last.span.end };
  return { text, span, rule: "fenced-joined", rivals: 0, language: languageOfBlock(first, rules) };
}

function tooLong(): CodeExtraction {
  return {
    error: "answer_limit",
    message: `the code begins more than ${codeWindowChars} characters before the end`,
  };
}
