import { z } from "zod";
import { escapePattern } from "./escape-pattern.ts";
import { compileSplitPattern, gpt2SplitPattern } from "./split-pattern.ts";
import { type Component, unsupported } from "./tokenizer-json.ts";

/** Cuts text into the pieces that are encoded one by one. */
export type PreTokenizer = (text: string) => readonly string[];

const Sequence = z.looseObject({ pretokenizers: z.array(z.looseObject({ type: z.string() })) });
const ByteLevel = z.looseObject({
  add_prefix_space: z.boolean().default(true),
  use_regex: z.boolean().default(true),
});
const Digits = z.looseObject({ individual_digits: z.boolean().default(false) });
const Split = z.looseObject({
  pattern: z.union([z.looseObject({ Regex: z.string() }), z.looseObject({ String: z.string() })]),
  behavior: z.string(),
  invert: z.boolean().default(false),
});

/**
 * Builds the pre-tokenizer of a tokenizer.json, which must end in the byte-level alphabet.
 *
 * @throws GuruError `tokenizer_unsupported` naming the component that is not implemented.
 */
export function createPreTokenizer(component: Component | null | undefined, file: string): PreTokenizer {
  const components = flatten(component);
  if (!components.some(({ type }) => type === "ByteLevel")) {
    throw unsupported(file, "no ByteLevel pre-tokenizer; only byte-level vocabularies can be used");
  }
  const steps = components.map((part) => createStep(part, file)).filter((step) => step !== undefined);
  return (text) => steps.reduce<readonly string[]>((pieces, step) => pieces.flatMap(step), [text]);
}

function flatten(component: Component | null | undefined): Component[] {
  if (component?.type !== "Sequence") return component ? [component] : [];
  return Sequence.parse(component).pretokenizers.flatMap(flatten);
}

function createStep(component: Component, file: string): PreTokenizer | undefined {
  switch (component.type) {
    case "ByteLevel":
      return createByteLevel(ByteLevel.parse(component), file);
    case "Digits": {
      const pattern = Digits.parse(component).individual_digits ? /\p{N}/gu : /\p{N}+/gu;
      return (text) => splitAround(text, pattern);
    }
    case "Split":
      return createSplit(component, file);
    default:
      throw unsupported(file, `the pre-tokenizer ${component.type}`);
  }
}

function createByteLevel(settings: z.infer<typeof ByteLevel>, file: string): PreTokenizer | undefined {
  const pattern = settings.use_regex ? compileSplitPattern(gpt2SplitPattern, file) : undefined;
  const prefix = (text: string): string =>
    settings.add_prefix_space && !text.startsWith(" ") ? ` ${text}` : text;
  if (pattern === undefined) return settings.add_prefix_space ? (text) => [prefix(text)] : undefined;
  return (text) => splitAround(prefix(text), pattern);
}

function createSplit(component: Component, file: string): PreTokenizer {
  const settings = Split.safeParse(component).data;
  if (settings === undefined) throw unsupported(file, `a Split pre-tokenizer without pattern and behavior`);
  const { pattern, behavior, invert } = settings;
  const regex = compileSplitPattern(
    "Regex" in pattern ? String(pattern.Regex) : escapePattern(pattern.String),
    file,
  );
  if (behavior === "Isolated") return (text) => splitAround(text, regex);
  if (behavior === "Removed")
    return (text) => (invert ? (text.match(regex) ?? []) : text.split(regex).filter(Boolean));
  throw unsupported(file, `the Split behavior ${behavior}; Isolated and Removed can be used`);
}

/** The matches of a global pattern and the text between them, all in order. */
function splitAround(text: string, pattern: RegExp): string[] {
  const pieces: string[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > end) pieces.push(text.slice(end, match.index));
    if (match[0] !== "") pieces.push(match[0]);
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push(text.slice(end));
  return pieces;
}
