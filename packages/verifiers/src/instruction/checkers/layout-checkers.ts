import { z } from "zod";
import type { WorkCounter } from "../../work-counter.ts";
import { counted, defineChecker, found, type Finding, NoArguments, Phrase } from "../checker.ts";
import { quoted } from "../quoted.ts";
import { firstSign, isEmoji, lastSign } from "../text/emoji.ts";
import { nestsBrackets, nestsBracketsPublished, nestsQuotes, nestsQuotesPublished } from "../text/nesting.ts";
import { optionsOf, publishedOptions } from "../text/options.ts";
import {
  asciiPunctuation,
  countText,
  isPythonSpace,
  pythonStrip,
  stripCharacters,
  withoutPunctuation,
} from "../text/python-text.ts";
import { punktSentences as splitPunkt } from "../text/punkt-sentences.ts";
import { minorWords } from "../text/word-lists.ts";
import { hasWord } from "../text/words.ts";
import { codePoints } from "../text/code-points.ts";

const templateLabels = ["My Answer:", "My Conclusion:", "Future Outlook:"];

/** IFBench's instructions about how the text is laid out. */
export const layoutCheckers = [
  defineChecker({
    id: "format:parentheses",
    arguments: NoArguments,
    strict: ({ text }) => found(nestsBrackets(text, 5), "brackets are not nested five deep"),
    published: ({ text }) => found(nestsBracketsPublished(text, 5), "brackets are not nested five deep"),
  }),
  defineChecker({
    id: "format:quotes",
    arguments: NoArguments,
    strict: ({ text }) => found(nestsQuotes(text, 3), "quotation marks are not nested three deep"),
    published: ({ text }) =>
      found(nestsQuotesPublished(text, 3), "quotation marks are not nested three deep"),
  }),
  defineChecker({
    id: "format:options",
    arguments: z.strictObject({ options: Phrase }),
    strict: ({ text }, args) => {
      const answer = bareOption(text);
      return found(
        optionsOf(args.options).some((option) => bareOption(option) === answer),
        `${quoted(answer)} is none`,
      );
    },
    published: ({ text }, args) => {
      const { options, exact } = publishedOptions(args.options);
      const bare = (option: string): string => stripCharacters(option, `${asciiPunctuation} `).toLowerCase();
      const followed = exact ? options.includes(text) : options.some((option) => bare(option) === bare(text));
      return found(followed, `${quoted(text)} is none`);
    },
  }),
  defineChecker({
    id: "format:newline",
    arguments: NoArguments,
    strict: ({ lines }) => {
      const long = lines.find((line) => pythonStrip(line).split(/\s+/u).filter(hasWord).length > 1);
      if (long !== undefined) return found(false, `${quoted(pythonStrip(long))} is one line`);
      return counted(lines.filter(hasWord).length, "at least", 2, "lines with a word");
    },
    published: ({ text }) => {
      const bare = pythonStrip(withoutPunctuation(text));
      const lines = bare.split("\n").filter((line) => line !== "").length;
      const words = bare.split(/\s+/u).filter((word) => word !== "").length;
      return found(lines === words, `${words} words on ${lines} lines`);
    },
  }),
  defineChecker({
    id: "format:emoji",
    arguments: NoArguments,
    strict: ({ sentences }) => {
      const at = sentences.findIndex(
        (sentence, index) => !isEmoji(lastSign(sentence)) && !isEmoji(firstSign(sentences[index + 1] ?? "")),
      );
      return found(sentences.length > 0 && at < 0, `sentence ${at + 1} does not end with one`);
    },
    published: ({ punktSentences }) => {
      const at = punktSentences.findIndex(
        (sentence, index) => !hasEmojiAtEnd(sentence, punktSentences[index + 1]),
      );
      return found(at < 0, `sentence ${at + 1} does not end with one`);
    },
  }),
  defineChecker({
    id: "format:line_indent",
    arguments: NoArguments,
    strict: ({ lines }) =>
      lines.length < 2 ? found(false, "fewer than two lines") : stairs(lines, /^[ \t]*/u),
    published: ({ text, work }) => stairs(publishedLines(text, work), /^ */u),
  }),
  defineChecker({
    id: "format:quote_unquote",
    arguments: NoArguments,
    strict: ({ text }) => {
      const parts = text.replace(/[“”]/gu, '"').split('"');
      if (parts.length < 3) return found(false, "nothing is quoted");
      if (parts.length % 2 === 0) return found(false, "a quotation is not closed");
      return found(
        parts.every((part, index) => (index % 2 === 0 && index > 0 ? hasWord(part) : true)),
        "a quotation has no explanation behind it",
      );
    },
    published: ({ text }) => {
      const dense = text.replaceAll(`'"'`, "").replace(/\s+/gu, "");
      if (dense.includes('""')) return found(false, "two quotation marks side by side");
      const signs = `0123456789${asciiPunctuation.replace('"', "")}`;
      return found(!stripCharacters(dense, signs).endsWith('"'), "it ends with a quotation");
    },
  }),
  defineChecker({
    id: "format:list",
    arguments: z.strictObject({ sep: Phrase }),
    strict: ({ lines }, args) => {
      const sep = pythonStrip(args.sep);
      const items = lines
        .map((line) => pythonStrip(line))
        .filter((line) => line.startsWith(sep) && hasWord(line.slice(sep.length)));
      const other = lines
        .map((line) => pythonStrip(line))
        .find((line) => /^(?:[*•+-]|\d{1,3}[.)])\s/u.test(line) && !line.startsWith(sep));
      if (other !== undefined) return found(false, `${quoted(other)} is another kind of item`);
      return counted(items.length, "at least", 2, `items that start with ${quoted(sep)}`);
    },
    published: ({ text }, args) =>
      counted(countText(text, args.sep), "at least", 2, `of ${quoted(args.sep)}`),
  }),
  defineChecker({
    id: "format:thesis",
    arguments: NoArguments,
    strict: ({ lines }) =>
      found(sectionsBeginInItalics(lines), "a section does not begin with a thesis in italics"),
    published: ({ text }) => found(hasItalicsPublished(text), "no thesis in italics with text behind it"),
  }),
  defineChecker({
    id: "format:sub-bullets",
    arguments: NoArguments,
    strict: ({ lines }) => {
      const bullets = lines.flatMap((line, index) => (/^\s*\*\s+\S/u.test(line) ? [index] : []));
      const bare = bullets.find((at, index) =>
        lines.slice(at + 1, bullets[index + 1]).every((line) => !/^\s*-\s+\S/u.test(line)),
      );
      return found(bullets.length > 0 && bare === undefined, "no bullet point, or one without a sub-bullet");
    },
    published: ({ text }) =>
      found(
        text
          .split("*")
          .slice(1)
          .every((part) => part.includes("-")),
        "a bullet without a sub-bullet",
      ),
  }),
  defineChecker({
    id: "format:no_bullets_bullets",
    arguments: NoArguments,
    strict: ({ lines, text }) => {
      const first = text.search(/^[ \t]*\*[ \t]+\S/mu);
      const bullets = lines.filter((line) => /^\s*\*\s+\S/u.test(line)).length;
      if (first < 0 || bullets < 2) return counted(bullets, "at least", 2, "bullet points");
      const sentences = text.slice(0, first).match(/[^\s.][.]["”')]?(?=\s)/gu)?.length ?? 0;
      return counted(sentences, "at least", 2, "sentences before the bullet points");
    },
    published: ({ text }) =>
      found(sentencesThenBullets(text), "not two sentences and then two bullet points"),
  }),
  defineChecker({
    id: "format:title_case",
    arguments: NoArguments,
    strict: ({ words }) => {
      const at = words.findIndex((word, index) => {
        if (!/^\p{Ll}/u.test(word)) return false;
        return index === 0 || index === words.length - 1 || !minorWords.has(word);
      });
      return found(at < 0, `${quoted(words[at] ?? "")} starts with a small letter`);
    },
    published: ({ nltkWords }) => {
      const small = nltkWords.find(
        (word) => /^\p{Ll}/u.test(word) && (word.length === 1 || isOneCase(word.slice(1))),
      );
      return found(small === undefined, `${quoted(small ?? "")} starts with a small letter`);
    },
  }),
  defineChecker({
    id: "format:output_template",
    arguments: NoArguments,
    strict: ({ text }) => {
      const places = templateLabels.map((label) => text.indexOf(label));
      const [answer = -1, conclusion = -1, outlook = -1] = places;
      const inOrder =
        /^[\s*_#]*$/u.test(text.slice(0, Math.max(0, answer))) &&
        answer >= 0 &&
        conclusion > answer &&
        outlook > conclusion;
      if (!inOrder) return found(false, "not the template from its beginning");
      const parts = places.map((place, index) =>
        text.slice(place + (templateLabels[index]?.length ?? 0), places[index + 1]),
      );
      return found(parts.every(hasWord), "a part of the template is empty");
    },
    published: ({ text }) =>
      found(
        templateLabels.every((label) => text.includes(label)),
        "a label is missing",
      ),
  }),
  defineChecker({
    id: "format:no_whitespace",
    arguments: NoArguments,
    strict: ({ text }) => found(!codePoints(pythonStrip(text)).some(isPythonSpace), "there is white space"),
    published: ({ text }) => found(!codePoints(text).some(isPythonSpace), "there is white space"),
  }),
];

function bareOption(text: string): string {
  return text
    .replace(/["'“”*_()[\].! \t\n\r]+/gu, " ")
    .trim()
    .toLowerCase();
}

function hasEmojiAtEnd(sentence: string, next: string | undefined): boolean {
  const bare = codePoints(pythonStrip(withoutPunctuation(sentence)));
  if (bare.length === 0) return false;
  if (isEmoji(bare.at(-1) ?? "") || isEmoji(bare.at(-2) ?? bare.at(-1) ?? "")) return true;
  return next !== undefined && isEmoji(codePoints(pythonStrip(withoutPunctuation(next)))[0] ?? "");
}

function stairs(lines: readonly string[], indent: RegExp): Finding {
  const depths = lines.map((line) => indent.exec(line)?.[0].length ?? 0);
  const at = depths.findIndex((depth, index) => index > 0 && depth <= (depths[index - 1] ?? 0));
  return found(at < 0, `line ${at + 1} is not indented further`);
}

/** IFBench takes blank lines from the list that it walks along: the line behind each is not looked at, and a blank one stays. */
function publishedLines(text: string, work: WorkCounter): string[] {
  const lines = text.split("\n");
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    if (pythonStrip(line) !== "") continue;
    work.take(Math.ceil(lines.length / 64));
    lines.splice(lines.indexOf(line), 1);
  }
  return lines;
}

function sectionsBeginInItalics(lines: readonly string[]): boolean {
  const isHeading = (line: string): boolean => /^\s{0,3}#{1,6}\s/u.test(line) || /^\s*<h[1-6]/iu.test(line);
  const headings = lines.flatMap((line, index) => (isHeading(line) ? [index] : []));
  const starts = headings.length > 0 ? headings.map((at) => at + 1) : [0];
  return starts.every((start, index) => {
    const body = lines.slice(start, headings.length > 0 ? headings[index + 1] : undefined).join("\n");
    const thesis = /^\s*(?:<p>\s*)?<(i|em)>([^<]+)<\/\1>/u.exec(body);
    // A heading directly above another heading is no section of its own.
    if (body === "" && index < starts.length - 1) return true;
    return thesis?.[2] !== undefined && hasWord(thesis[2]) && hasWord(body.slice(thesis[0].length));
  });
}

function hasItalicsPublished(text: string): boolean {
  const open = text.includes("<i>") ? text.indexOf("<i>") : text.indexOf("<em>");
  if (open < 0) return false;
  const rest = text.slice(open);
  const close = rest.includes("</i>") ? rest.indexOf("</i>") : rest.indexOf("</em>");
  return close >= 0 && pythonStrip(rest.slice(3, close)) !== "" && pythonStrip(rest.slice(close + 4)) !== "";
}

function sentencesThenBullets(text: string): boolean {
  let takesSentences = true;
  let sentences = 0;
  let bullets = 0;
  for (const line of text.split("\n").map(pythonStrip)) {
    if (line.startsWith("*")) {
      takesSentences = false;
      if (sentences < 2) return false;
      bullets++;
    } else if (takesSentences) {
      const found = splitPunkt(line).length;
      takesSentences = found > 0;
      sentences += found;
    } else return false;
  }
  return bullets >= 2;
}

function isOneCase(text: string): boolean {
  return /\p{L}/u.test(text) && (text === text.toLowerCase() || text === text.toUpperCase());
}
