import { defineChecker, found, type Finding, NoArguments } from "../checker.ts";
import { csvRows } from "../text/csv-rows.ts";
import {
  pythonStrip,
  asciiPunctuation,
  pythonSplit,
  stripCharacters,
  withoutPunctuation,
} from "../text/python-text.ts";
import { foldWord, hasWord, wordsOf } from "../text/words.ts";

const multiples = ["14", "21", "28", "35", "42", "49"];
/** North of 45°, from north to south, as IFBench lists them. */
const capitals =
  "Reykjavik Helsinki Oslo Tallinn Stockholm Riga Moscow Copenhagen Vilnius Minsk Dublin Berlin Amsterdam Warsaw London Brussels Prague Luxembourg Paris Vienna Bratislava Budapest Vaduz Chisinau Bern Ljubljana Zagreb".split(
    " ",
  );
const africanCountries = 52;

/** IFBench's instructions that belong to one prompt each. */
export const customCheckers = [
  defineChecker({
    id: "custom:multiples",
    arguments: NoArguments,
    strict: ({ text }) => {
      const numbers = text.match(/\d+/gu) ?? [];
      return found(numbers.join() === multiples.join(), `the numbers ${numbers.slice(0, 8).join(", ")}`);
    },
  }),
  defineChecker({
    id: "custom:mcq_count_length",
    arguments: NoArguments,
    strict: ({ text }) => multipleChoice(pythonStrip(text.replace(/\*\*|^#+[ \t]*/gmu, ""))),
    published: ({ text }) => multipleChoice(text),
  }),
  defineChecker({
    id: "custom:reverse_newline",
    arguments: NoArguments,
    strict: ({ lines }) => {
      const names = lines.map(asciiName).filter((name) => name !== "");
      const places = new Set(names.map((name) => name.toLowerCase())).size;
      if (places !== names.length || places < africanCountries)
        return found(false, `${places} different lines`);
      const start = names[0]?.toLowerCase().startsWith("zimbabwe") === true;
      return found(
        start && isDescending(names.map((name) => name.toLowerCase())),
        "not in reverse order from Zimbabwe on",
      );
    },
    published: ({ text }) => {
      const lines = text.split("\n").map((line) => stripCharacters(line, `${asciiPunctuation} `));
      const names = lines.filter((line) => line !== "");
      const start = names.findIndex((name) => name.includes("Zimbabwe"));
      const listed = start < 0 ? [] : names.slice(start);
      return found(
        listed.length >= africanCountries && isDescending(listed.map(toAscii)),
        "not in reverse order",
      );
    },
  }),
  defineChecker({
    id: "custom:word_reverse",
    arguments: NoArguments,
    strict: ({ words }) => {
      const sentence = [...words].reverse().map(foldWord).join(" ");
      return found(
        /(?:^| )bald eagle(?: |$)/u.test(sentence) && words.length > 2,
        "not a sentence with the bald eagle, reversed",
      );
    },
    published: ({ lower }) => {
      const sentence = pythonSplit(withoutPunctuation(lower)).reverse().join(" ");
      return found(sentence.includes("bald eagle"), "no bald eagle in the reversed sentence");
    },
  }),
  defineChecker({
    id: "custom:character_reverse",
    arguments: NoArguments,
    strict: ({ lower }) =>
      found(/(?<!\p{L})elgae dlab(?!\p{L})/u.test(lower), "no bald eagle in the reversed sentence"),
    published: ({ lower }) => found(lower.includes("elgae dlab"), "no bald eagle in the reversed sentence"),
  }),
  defineChecker({
    id: "custom:sentence_alphabet",
    arguments: NoArguments,
    strict: ({ sentences }) => alphabetical(sentences, (sentence) => wordsOf(sentence)[0] ?? ""),
    published: ({ punktSentences }) =>
      alphabetical(punktSentences, (sentence) => pythonSplit(sentence)[0] ?? ""),
  }),
  defineChecker({
    id: "custom:european_capitals_sort",
    arguments: NoArguments,
    strict: ({ text }) => sameCapitals(pythonStrip(toAscii(text)).replace(/\.$/u, "")),
    published: ({ text }) => sameCapitals(toAscii(text)),
  }),
  defineChecker({
    id: "custom:csv_city",
    arguments: NoArguments,
    strict: ({ text }) => table(csvRows(unfenced(text), ","), ["ID", "Country", "City", "Year", "Count"], 7),
    published: ({ text }) => table(csvRows(text, ","), ["ID", "Country", "City", "Year", "Count"], 7),
  }),
  defineChecker({
    id: "custom:csv_special_character",
    arguments: NoArguments,
    strict: ({ text }) => specialTable(unfenced(text)),
    published: ({ text }) => specialTable(text),
  }),
  defineChecker({
    id: "custom:csv_quotes",
    arguments: NoArguments,
    strict: ({ text }) => quotedTable(unfenced(text), true),
    published: ({ text }) => quotedTable(text, false),
  }),
  defineChecker({
    id: "custom:date_format_list",
    arguments: NoArguments,
    strict: ({ text }) => dates(pythonStrip(text).replace(/\.$/u, ""), true),
    published: ({ text }) => dates(pythonStrip(text), false),
  }),
];

function multipleChoice(text: string): Finding {
  if (!text.startsWith("Question")) return found(false, 'it does not start with "Question"');
  const questions = text
    .split(/Question \d+[.|):;]?/u)
    .map((part) => pythonStrip(part))
    .filter((part) => part !== "");
  if (questions.length !== 4) return found(false, `${questions.length} questions`);
  const lengths: number[] = [];
  for (const question of questions) {
    const lines = question.split("\n").map((line) => pythonStrip(line));
    const isOption = (line: string): boolean => /^[A-Ea-e][.|)]\s*[\p{L}\p{N}_]/u.test(line);
    const options = lines.filter(isOption).length;
    if (options !== 5) return found(false, `a question with ${options} options`);
    lengths.push(pythonStrip(lines.slice(0, lines.findIndex(isOption)).join(" ")).length);
  }
  return found(
    lengths.every((length, index) => index === 0 || length > (lengths[index - 1] ?? 0)),
    "the questions do not get longer",
  );
}

function toAscii(text: string): string {
  return text.normalize("NFKD").replace(/[^\0-\x7f]/gu, "");
}

/** A line without its bullet or number. */
function asciiName(line: string): string {
  return stripCharacters(
    toAscii(line).replace(/^\s*(?:[*+-]|\d{1,3}[.)])\s+/u, ""),
    `${asciiPunctuation} \t`,
  );
}

function isDescending(names: readonly string[]): boolean {
  return names.every((name, index) => index === 0 || name <= (names[index - 1] ?? ""));
}

function alphabetical(sentences: readonly string[], firstWord: (sentence: string) => string): Finding {
  if (sentences.length !== 26) return found(false, `${sentences.length} sentences, 26 asked for`);
  const at = sentences.findIndex(
    (sentence, index) => firstWord(sentence).charAt(0).toLowerCase() !== String.fromCharCode(97 + index),
  );
  return found(at < 0, `sentence ${at + 1} starts with another letter`);
}

function sameCapitals(text: string): Finding {
  const names = text
    .split(",")
    .map((name) => pythonStrip(name))
    .filter((name) => name !== "");
  const at = names.findIndex((name, index) => name !== capitals[index]);
  return found(
    at < 0 && names.length === capitals.length,
    `${names.length} capitals; the first wrong one is number ${at + 1}`,
  );
}

/** The contents of the only code block, or the text itself. */
function unfenced(text: string): string {
  return (/^```[^\n]*\n([\s\S]*?)\n?```$/u.exec(pythonStrip(text))?.[1] ?? pythonStrip(text)).trim();
}

function table(rows: readonly (readonly string[])[], header: readonly string[], count: number): Finding {
  if (rows.length !== count + 1)
    return found(false, `${rows.length} rows with the header, ${count + 1} asked for`);
  if (rows[0]?.join("\n") !== header.join("\n")) return found(false, "another header");
  return found(
    rows.every((row) => row.length === header.length),
    `a row without ${header.length} fields`,
  );
}

/** Quotes become part of the fields, so that they can be looked at. */
function keepQuotes(text: string): string {
  return text.replaceAll('"', '"""');
}

function headerPattern(names: readonly string[], separator: string): RegExp {
  return new RegExp(`^${names.map((name) => `(?:${name}|"${name}")`).join(separator)}$`, "u");
}

function firstLine(text: string): string {
  return (text.split("\n")[0] ?? "").trim();
}

function specialTable(text: string): Finding {
  const names = ["ProductID", "Category", "Brand", "Price", "Stock"];
  if (!headerPattern(names, ",[ \\t]*").test(firstLine(text))) return found(false, "another header");
  const rows = csvRows(keepQuotes(text), ",");
  if (rows.length !== 15) return found(false, `${rows.length} rows with the header, 15 asked for`);
  if (rows.slice(1).some((row) => row.length !== 5)) return found(false, "a row without 5 fields");
  const isSpecial = (field: string): boolean => /^".*"/u.test(field) && /[^\p{L}\p{N}_\s"]/u.test(field);
  return found(
    rows.slice(1).some((row) => row.some(isSpecial)),
    "no quoted field with a special character",
  );
}

function quotedTable(text: string, filled: boolean): Finding {
  const names = ["StudentID", "Subject", "Grade", "Semester", "Score"];
  if (!headerPattern(names, "\\t *").test(firstLine(text))) return found(false, "another header");
  const rows = csvRows(keepQuotes(text), "\t");
  if (rows.length !== 4) return found(false, `${rows.length} rows with the header, 4 asked for`);
  const isQuoted = (field: string): boolean => {
    const bare = pythonStrip(field);
    return bare.startsWith('"') && bare.endsWith('"') && (!filled || (bare.length > 2 && hasWord(bare)));
  };
  return found(
    rows.every((row) => row.length === 5 && row.every(isQuoted)),
    "not five quoted fields in each row",
  );
}

/** In Napoleon's lifetime; `real` asks for days that exist. */
function dates(text: string, real: boolean): Finding {
  const wrong = text.split(",").find((date) => !isDate(pythonStrip(date), real));
  return found(wrong === undefined, "not only dates of Napoleon's lifetime");
}

function isDate(text: string, real: boolean): boolean {
  const [, year, month, day] = (/^(\d{4})-(\d{2})-(\d{2})$/u.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  if (year < 1769 || year > 1821 || month > 12) return false;
  const leap = year % 4 === 0 && year !== 1800;
  const days = month === 2 ? (real && !leap ? 28 : 29) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return day <= days && (!real || (month > 0 && day > 0));
}
