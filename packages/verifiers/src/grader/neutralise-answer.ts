/** Something in an answer that is meant for the judge rather than for the question. */
interface Trap {
  readonly name: string;
  readonly pattern: RegExp;
}

const traps: readonly Trap[] = [
  {
    name: "chat-template token",
    pattern:
      /<\|[^|>\n]{0,64}\|>|<｜[^｜\n]{0,64}｜>|<\/?(?:s|think|bos|eos|pad|unk|start_of_turn|end_of_turn|assistant|user|system)>|\[\/?INST\]|<<\/?SYS>>/giu,
  },
  {
    name: "verdict phrase",
    pattern:
      /final[\s_*-]{0,6}decision|(?<![\p{L}\p{N}])(?:verdict|judge?ment|grade|decision|score)\s{0,3}[:=]\s{0,3}(?:yes|correct|equal|right|true|pass|1(?!\d))/giu,
  },
  {
    name: "part of the judge's prompt",
    pattern:
      /#{2,}|(?:ground[\s_-]{1,3}truth|student|reference|expected)(?:'s|’s)?[\s_-]{1,3}answer\s{0,3}[:=]|(?<![\p{L}\p{N}])(?:user|assistant)\s{0,3}:|^\s{0,9}system\s{0,3}:/giu,
  },
  { name: "fence", pattern: /[<[]{1,3}\/?\s{0,3}(?:begin|end)?[\s_]{0,3}answer[^>\]\n]{0,64}[>\]]{1,3}/giu },
  {
    name: "instruction to the judge",
    pattern:
      /(?:ignore|disregard|forget|override)\s{1,4}(?:[\p{L}']{1,20}\s{1,4}){0,4}(?:instructions?|prompts?|above|previous|rules?)|(?:student|this|the|my)(?:'s|’s)?\s{1,4}answer\s{1,4}(?:is|must be|should be|has to be)\s{1,4}(?:[\p{L}]{1,20}\s{1,4}){0,3}(?:correct|right|equivalent|equal)|(?:output|respond|reply|write|say|print)(?:\s{1,4}with)?\s{0,4}["'“‘]?(?:yes|correct|equal)(?![\p{L}\p{N}])/giu,
  },
];

// What cannot be seen but is read: controls, zero-width characters, direction marks, tag characters, lone surrogates.
const unseen =
  /[\p{Cc}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]|[\u{e0000}-\u{e007f}]/gu;

/** The answer as a judge may see it, and the names of what was taken out of it. */
export interface NeutralAnswer {
  readonly text: string;
  readonly traps: readonly string[];
}

/**
 * Makes one line of an untrusted answer: what could pass for a part of the prompt, for a token of a chat template or for a verdict is
 * replaced by `(removed)`, what cannot be seen is written out as `U+200B`. Full-width and other compatibility forms do not
 * hide a trap. Linear in the length.
 */
export function neutraliseAnswer(answer: string): NeutralAnswer {
  const spaced = answer.replace(/[\t\n\v\f\r]+/g, " ");
  const folded = spaced.replace(unseen, "").normalize("NFKC");
  const names = traps.filter(({ pattern }) => has(pattern, spaced)).map(({ name }) => name);
  const hidden = traps.filter(({ pattern, name }) => !names.includes(name) && has(pattern, folded));
  // Only then is the folded form shown: folding turns 10² into 102.
  const shown = hidden.length > 0 ? folded : spaced;
  return {
    text: traps
      .reduce((text, { pattern }) => text.replace(pattern, "(removed)"), shown)
      .replace(unseen, codeOf),
    traps: [...names, ...hidden.map(({ name }) => name)],
  };
}

/** The names of what in an answer is meant for a judge, for a `judge_injection` flag; none for an honest answer. */
export function injectionSigns(answer: string): readonly string[] {
  return neutraliseAnswer(answer).traps;
}

function has(pattern: RegExp, text: string): boolean {
  return text.search(pattern) >= 0;
}

function codeOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
