import { pythonStrip } from "./python-text.ts";
/** Stands for a point that ends nothing while the text is split; no text needs these private characters. */
const point = "\ue000";
const stop = "\ue001";

type Rule = readonly [pattern: RegExp, replacement: string | ((match: string) => string)];

const starters =
  "(?:Mr|Mrs|Ms|Dr|Prof|Capt|Cpt|Lt|(?:He|She|It|They|Their|Our|We|But|However|That|This)\\s|Wherever)";

/** In the order in which IFEval applies them: each protects points or marks ends of sentences. */
const rules: readonly Rule[] = [
  [/(Mr|St|Mrs|Ms|Dr)\./gu, `$1${point}`],
  [/\.(com|net|org|io|gov|edu|me)/gu, `${point}$1`],
  [/(\d)\.(\d)/gu, `$1${point}$2`],
  [/\.{2,}/gu, (dots) => point.repeat(dots.length) + stop],
  [/Ph\.D\./gu, `Ph${point}D${point}`],
  [/\s([A-Za-z])\. /gu, ` $1${point} `],
  [new RegExp(`([A-Z]\\.[A-Z]\\.(?:[A-Z]\\.)?) (?=${starters})`, "gu"), `$1${stop} `],
  [/([A-Za-z])\.([A-Za-z])\.([A-Za-z])\./gu, `$1${point}$2${point}$3${point}`],
  [/([A-Za-z])\.([A-Za-z])\./gu, `$1${point}$2${point}`],
  [new RegExp(` (Inc|Ltd|Jr|Sr|Co)\\. (?=${starters})`, "gu"), ` $1${stop} `],
  [/ (Inc|Ltd|Jr|Sr|Co)\./gu, ` $1${point}`],
  [/ ([A-Za-z])\./gu, ` $1${point}`],
  [/\.”/gu, "”."],
  [/\."/gu, '".'],
  [/!"/gu, '"!'],
  [/\?"/gu, '"?'],
  [/[.?!]/gu, `$&${stop}`],
];

/** Sentences as the `split_into_sentences` of IFEval gives them: pieces may be empty, but not the last one. */
export function ifevalSentences(text: string): string[] {
  const padded = ` ${text.replace(/[\ue000\ue001]/gu, " ")}  `.replaceAll("\n", " ");
  const marked = rules.reduce(
    (changed, [pattern, replacement]) =>
      typeof replacement === "string"
        ? changed.replace(pattern, replacement)
        : changed.replace(pattern, replacement),
    padded,
  );
  const sentences = marked.split(stop).map((sentence) => pythonStrip(sentence.replaceAll(point, ".")));
  if (sentences.at(-1) === "") sentences.pop();
  return sentences;
}
