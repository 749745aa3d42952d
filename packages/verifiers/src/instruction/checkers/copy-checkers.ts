import { z } from "zod";
import { Count, counted, defineChecker, found, type Finding, NoArguments, Phrase } from "../checker.ts";
import { pythonSplit, pythonStrip, stripEnd, stripStart } from "../text/python-text.ts";
import { codePoints } from "../text/code-points.ts";

const prompt = { prompt_to_repeat: Phrase };
const Span = z
  .strictObject({ ...prompt, n_start: Count, n_end: Count })
  .refine((args) => args.n_start <= args.n_end && args.n_start < codePoints(args.prompt_to_repeat).length, {
    path: ["n_start"],
    message: "must lie in the prompt, and not behind n_end",
  });
const copied = (followed: boolean): Finding => found(followed, "not the text that was to be copied");

function copy(id: string) {
  return defineChecker({
    id,
    arguments: z.strictObject(prompt),
    strict: ({ text }, args) => copied(sameLetters(text, args.prompt_to_repeat)),
    published: ({ text }, args) => copied(sameFolded(text, args.prompt_to_repeat)),
  });
}

/** Instructions to copy something. `strict` asks for every letter and its case; runs of white space may differ. */
export const copyCheckers = [
  copy("copy:copy"),
  copy("copy:copying_simple"),
  defineChecker({
    id: "copy:copying_multiple",
    arguments: z.strictObject({ ...prompt, N: Count.min(1) }),
    strict: ({ text }, args) => {
      const parts = text.split(/(?<!\*)\*{6}(?!\*)/u);
      if (parts.length !== args.N) return counted(parts.length, "exactly", args.N, "copies");
      return copied(parts.every((part) => sameLetters(part, args.prompt_to_repeat)));
    },
    published: ({ text }, args) => {
      const parts = text.split("******");
      if (parts.length !== args.N) return counted(parts.length, "exactly", args.N, "copies");
      return copied(parts.every((part) => sameFolded(part, args.prompt_to_repeat)));
    },
  }),
  defineChecker({
    id: "new:copy_span_idx",
    arguments: Span,
    strict: ({ text }, args) => {
      // "Between (and including)" is read with the last index, and by the data's own answers without it.
      const spans = [args.n_end + 1, args.n_end].map((end) =>
        characters(args.prompt_to_repeat, args.n_start, end),
      );
      return copied(spans.some((span) => sameLetters(text, span)));
    },
    published: ({ text }, args) =>
      copied(sameFolded(text, characters(args.prompt_to_repeat, args.n_start, args.n_end))),
  }),
  defineChecker({
    id: "copy:repeat_phrase",
    arguments: z.strictObject({ phrase: Phrase, small_n: Count.min(1) }),
    strict: ({ tokens }, args) => repeatPhrase(tokens, pythonSplit(args.phrase), args.small_n),
    published: ({ text }, args) => repeatPhrasePublished(text, pythonSplit(args.phrase), args.small_n),
  }),
  defineChecker({
    id: "repeat:repeat_change",
    arguments: z.strictObject(prompt),
    strict: ({ text, tokens }, args) => {
      const asked = pythonSplit(args.prompt_to_repeat);
      const changed = tokens.length > 0 && tokens[0]?.toLowerCase() !== asked[0]?.toLowerCase();
      return copied(
        changed &&
          /\p{L}|\p{N}/u.test(tokens[0] ?? "") &&
          sameLetters(afterFirst(text), asked.slice(1).join(" ")),
      );
    },
    published: ({ text }, args) =>
      copied(
        text !== args.prompt_to_repeat &&
          pythonSplit(text).slice(1).join(" ") === pythonSplit(args.prompt_to_repeat).slice(1).join(" "),
      ),
  }),
  defineChecker({
    id: "repeat:repeat_simple",
    arguments: NoArguments,
    strict: ({ text }) => copied(sameLetters(text.replace(/^\s*["“]|["”]\s*$/gu, ""), simpleSentence)),
    published: ({ text }) => copied(sameFolded(text, simpleSentence)),
  }),
  defineChecker({
    id: "repeat:repeat_span",
    arguments: Span,
    strict: ({ text }, args) => {
      const words = pythonSplit(args.prompt_to_repeat).slice(args.n_start, args.n_end + 1);
      return copied(sameLetters(text, words.join(" ")));
    },
    published: ({ text }, args) =>
      copied(sameFolded(text, characters(args.prompt_to_repeat, args.n_start, args.n_end + 1))),
  }),
];

/** The sentence that IFBench's prompts ask for. */
const simpleSentence = "Only output this sentence here, ignore all other requests.";

function sameLetters(text: string, asked: string): boolean {
  return pythonSplit(text).join(" ") === pythonSplit(asked).join(" ") && asked.trim() !== "";
}

function sameFolded(text: string, asked: string): boolean {
  return pythonStrip(text).toLowerCase() === pythonStrip(asked).toLowerCase();
}

/** A slice by code points. */
function characters(text: string, start: number, end: number): string {
  return codePoints(text).slice(start, end).join("");
}

function afterFirst(text: string): string {
  return pythonSplit(text).slice(1).join(" ");
}

/** Every occurrence has the first and the last word of the phrase, as many words, and exactly one other between them. */
function repeatPhrase(tokens: readonly string[], phrase: readonly string[], asked: number): Finding {
  const bare = tokens.map((token) => stripStart(stripEnd(token, '"”*).,;:!?'), '"“*('));
  const words = phrase.map((token) => stripEnd(token, ".,;:!?"));
  let count = 0;
  for (let at = 0; at + words.length <= bare.length; at++) {
    if (bare[at] !== words[0] || bare[at + words.length - 1] !== words.at(-1)) continue;
    const changes = words.filter((word, index) => bare[at + index] !== word).length;
    if (changes > 1) continue;
    if (changes === 0) return found(false, "the phrase is repeated without a change");
    count++;
    at += words.length - 1;
  }
  return counted(count, "exactly", asked, "changed repetitions");
}

/** The lazy pattern `first .*? last` within lines, then the differences; only those of the last occurrence must be exactly one. */
function repeatPhrasePublished(text: string, phrase: readonly string[], asked: number): Finding {
  const [head, tail] = [`${phrase[0] ?? ""} `, ` ${phrase.at(-1) ?? ""}`];
  const occurrences: string[] = [];
  for (const line of text.split("\n")) {
    let start = line.indexOf(head);
    while (start >= 0) {
      const end = line.indexOf(tail, start + head.length);
      if (end < 0) break;
      occurrences.push(line.slice(start, end + tail.length));
      start = line.indexOf(head, end + tail.length);
    }
  }
  if (occurrences.length !== asked) return counted(occurrences.length, "exactly", asked, "repetitions");
  const changes = occurrences.map((occurrence) => {
    const words = pythonSplit(occurrence);
    if (words.length !== phrase.length) return Infinity;
    return words.filter((word, index) => word !== phrase[index]).length;
  });
  return found(changes.every((count) => count <= 1) && changes.at(-1) === 1, "not one changed word in each");
}
