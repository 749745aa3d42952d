import { z } from "zod";
import { defineChecker, found, NoArguments, Phrase } from "../checker.ts";
import { languageOf } from "../text/languages.ts";
import { hasLetters, isLanguage } from "../text/is-language.ts";
import { isLower, isUpper, pythonSplit, pythonStrip, stripCharacters } from "../text/python-text.ts";
import { foldWord, hasWord, wordsOf } from "../text/words.ts";
import { Count, counted, Relation } from "../checker.ts";

/** How much of a long text must be in the language. */
const strictShare = 0.75;
const publishedShare = 0.5;

const Language = z
  .string()
  .refine(
    (code) => languageOf(code) !== undefined,
    "must be the ISO 639-1 code of a language that can be told",
  );

/** Instructions about the text as a whole: its language, case, punctuation, beginning and end. */
export const wholeCheckers = [
  defineChecker({
    id: "language:response_language",
    arguments: z.strictObject({ language: Language }),
    strict: ({ text }, { language }) =>
      found(isLanguage(text, language, strictShare), `not in "${language}"`),
    published: ({ text }, { language }) =>
      found(!hasLetters(text) || isLanguage(text, language, publishedShare), `not in "${language}"`),
  }),
  defineChecker({
    id: "change_case:english_capital",
    arguments: NoArguments,
    strict: ({ text }) => inEnglish(text, isUpper, strictShare),
    published: ({ text }) => inEnglish(text, isUpper, publishedShare),
  }),
  defineChecker({
    id: "change_case:english_lowercase",
    arguments: NoArguments,
    strict: ({ text }) => inEnglish(text, isLower, strictShare),
    published: ({ text }) => inEnglish(text, isLower, publishedShare),
  }),
  defineChecker({
    id: "change_case:capital_word_frequency",
    arguments: z.strictObject({ capital_frequency: Count, capital_relation: Relation }),
    strict: ({ words }, args) => {
      const capital = words.filter((word) => isUpper(word) && (word.match(/\p{L}/gu)?.length ?? 0) > 1);
      return counted(capital.length, args.capital_relation, args.capital_frequency, "words in capitals");
    },
    published: ({ nltkWords }, args) =>
      counted(
        nltkWords.filter(isUpper).length,
        args.capital_relation,
        args.capital_frequency,
        "words in capitals",
      ),
  }),
  defineChecker({
    id: "punctuation:no_comma",
    arguments: NoArguments,
    strict: ({ text }) => found(!/[,，、،﹐﹑︐]/u.test(text), "a comma is used"),
    published: ({ text }) => found(!text.includes(","), "a comma is used"),
  }),
  defineChecker({
    id: "punctuation:punctuation_dot",
    arguments: NoArguments,
    strict: ({ text }) => found(!/[.．…]/u.test(text), "a dot is used"),
    published: ({ text }) => found(!text.includes("."), "a dot is used"),
  }),
  defineChecker({
    id: "punctuation:punctuation_exclamation",
    arguments: NoArguments,
    strict: ({ text }) => found(!/[!！¡‼⁉]/u.test(text), "an exclamation mark is used"),
    published: ({ text }) => found(!text.includes("!"), "an exclamation mark is used"),
  }),
  defineChecker({
    id: "startend:end_checker",
    arguments: z.strictObject({ end_phrase: Phrase }),
    strict: ({ lower }, args) => {
      const phrase = foldSpaces(args.end_phrase);
      const text = foldSpaces(lower);
      const bare = pythonStrip(text.replace(/["'”’*_]{1,4}$/u, ""));
      return found(endsWithWords(text, phrase) || endsWithWords(bare, phrase), "it ends otherwise");
    },
    published: ({ lower }, args) => {
      const text = stripCharacters(pythonStrip(lower), '"');
      return found(text.endsWith(pythonStrip(args.end_phrase).toLowerCase()), "it ends otherwise");
    },
  }),
  defineChecker({
    id: "startend:quotation",
    arguments: NoArguments,
    strict: ({ text }) => {
      const quote = pythonStrip(text);
      const wrapped =
        (quote.startsWith('"') && quote.endsWith('"')) || (quote.startsWith("“") && quote.endsWith("”"));
      return found(wrapped && quote.length > 2 && hasWord(quote), "not wrapped in double quotation marks");
    },
    published: ({ text }) => {
      const quote = pythonStrip(text);
      const wrapped = quote.length > 1 && quote.startsWith('"') && quote.endsWith('"');
      return found(wrapped, "not wrapped in double quotation marks");
    },
  }),
  defineChecker({
    id: "combination:two_responses",
    arguments: NoArguments,
    strict: ({ text }) => {
      const parts = text.split(/(?<!\*)\*{6}(?!\*)/u).filter(hasWord);
      const [first = "", second = ""] = parts.map((part) => foldSpaces(part.toLowerCase()));
      return found(parts.length === 2 && first !== second, "not two different responses around ******");
    },
    published: ({ text }) => {
      const parts = text.split("******");
      const blank = parts.slice(1, -1).some((part) => pythonStrip(part) === "");
      const [first = "", second = "", ...more] = parts.map(pythonStrip).filter((part) => part !== "");
      const followed = !blank && second !== "" && more.length === 0 && first !== second;
      return found(followed, "not two different responses around ******");
    },
  }),
  defineChecker({
    id: "combination:repeat_prompt",
    arguments: z.strictObject({ prompt_to_repeat: Phrase }),
    strict: ({ lower }, args) => {
      const prompt = foldSpaces(args.prompt_to_repeat.toLowerCase());
      const text = foldSpaces(lower).replace(/^["“*]{1,3}/u, "");
      if (!text.startsWith(prompt)) return found(false, "it does not start with the request");
      return found(hasWord(text.slice(prompt.length)), "nothing follows the request");
    },
    published: ({ lower }, args) =>
      found(
        pythonStrip(lower).startsWith(pythonStrip(args.prompt_to_repeat).toLowerCase()),
        "it does not start with the request",
      ),
  }),
];

function inEnglish(text: string, hasCase: (text: string) => boolean, share: number) {
  if (!hasCase(text)) return found(false, "not in that case throughout");
  return found(isLanguage(text, "en", share), "not in English");
}

function foldSpaces(text: string): string {
  return pythonSplit(text).join(" ").replaceAll("’", "'").toLowerCase();
}

/** Whether a text ends with a phrase that does not begin inside a word. */
function endsWithWords(text: string, phrase: string): boolean {
  if (!text.endsWith(phrase)) return false;
  const before = text.charAt(text.length - phrase.length - 1);
  const first = wordsOf(phrase)[0];
  return (
    before === "" ||
    first === undefined ||
    !foldWord(phrase).startsWith(first) ||
    !/[\p{L}\p{N}]/u.test(before)
  );
}
