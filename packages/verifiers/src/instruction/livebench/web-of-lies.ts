import { pythonStrip } from "../text/python-text.ts";
import { between, finalAnswer, publishedBox, publishedSolutions } from "./final-answer.ts";
import { type LivebenchTask, type Score, whole } from "./task.ts";

const answerWords = ["yes", "no", "unknown"];

/** Who tells the truth: three words `yes`, `no` or `unknown`. */
export const webOfLiesV2: LivebenchTask = {
  strict,
  published: (text, answer) => {
    const given = lastSolution(text) ?? boldTriple(text) ?? boxedOrPlain(text);
    const gold = answer.toLowerCase();
    if (given === undefined) return whole(false, "no answer");
    const three = answerWords.reduce((count, word) => count + given.split(word).length - 1, 0) === 3;
    return whole(given === gold || (three && given.includes(gold)), "other words");
  },
};

/** The same; half of the score is for the share of right words. */
export const webOfLiesV3: LivebenchTask = {
  strict,
  published: (text, answer) => {
    const solution = publishedSolutions(text).at(-1);
    const given =
      solution !== undefined && pythonStrip(solution) !== ""
        ? solution
        : (boxedOrPlain(text, solution) ?? "");
    const [words, gold] = [given.split(","), answer.split(",")];
    const right = gold.filter((word, index) => words[index] === word).length;
    return { score: ((right === gold.length ? 1 : 0) + right / gold.length) / 2, why: "other words" };
  },
};

function strict(text: string, answer: string): Score {
  const given = words(finalAnswer(text).text);
  return whole(
    given !== undefined && given.join() === words(answer)?.join(),
    `the answer is ${given?.join(", ") ?? "unclear"}`,
  );
}

/** The words, if there are only such words. */
function words(text: string): string[] | undefined {
  const all = text
    .toLowerCase()
    .split(/[ \t\r\n,;/*]+/u)
    .filter((word) => word !== "");
  return all.length > 0 && all.every((word) => answerWords.includes(word)) ? all : undefined;
}

/** A closing tag may stand for the opening one. */
function lastSolution(text: string): string | undefined {
  const mistagged = (): string[] =>
    text.split("\n").flatMap((line) => between(line, "</solution>", "</solution>"));
  return publishedSolutions(text).at(-1) ?? mistagged().at(-1);
}

function boldTriple(text: string): string | undefined {
  const bold = text
    .split("\n")
    .flatMap((line) => between(line, "**", "**"))
    .flatMap((span) => span.toLowerCase().split(/\s+/u));
  const last = bold
    .map((word) => word.replace(/[,.]/gu, ""))
    .filter((word) => answerWords.includes(word))
    .slice(-3);
  return last.length > 0 ? last.join(", ") : undefined;
}

function boxedOrPlain(text: string, empty?: string): string | undefined {
  return (
    publishedBox(text.replaceAll("\\textbf{", "\\boxed{")) ?? empty ?? lastPlainTriple(text.toLowerCase())
  );
}

/** Of the combinations that occur, the one whose first place is last. */
function lastPlainTriple(text: string): string | undefined {
  let last: { at: number; triple: string } | undefined;
  for (const first of answerWords)
    for (const second of answerWords)
      for (const third of answerWords) {
        const triple = `${first}, ${second}, ${third}`;
        const at = text.indexOf(triple);
        if (at >= 0 && (last === undefined || at > last.at)) last = { at, triple };
      }
  return last?.triple;
}
