import { pythonStrip } from "../text/python-text.ts";
import { finalAnswer, publishedBox } from "./final-answer.ts";
import { numberOf } from "./number-words.ts";
import { type LivebenchTask, whole } from "./task.ts";

const shapes = ["tetrahedra", "tetrahedron", "triangle", "square"];
const plurals: Readonly<Record<string, string>> = {
  tetrahedra: "tetrahedron",
  triangles: "triangle",
  squares: "square",
};
/** Words before a shape that do not make it another one. */
const modifier =
  /^(?:(?:a|an|the|one|two|three|four|five|six|seven|eight|regular|irregular|equilateral|isosceles|scalene|right|congruent|equal|identical|\d+)\s+)+/u;

/** A number or the name of a shape. */
export const spatial: LivebenchTask = {
  strict: (text, answer) => {
    const given = finalAnswer(text).text;
    return whole(fold(given) === fold(answer), `the answer is "${given.slice(0, 60)}"`);
  },
  published: (text, answer) => {
    if (text === answer) return whole(true, "");
    const gold = pythonStrip(answer).toLowerCase();
    const bold = (text.match(/\*\*[^*]+\*\*/gu) ?? [])
      .slice(-3)
      .map((span) => pythonStrip(span.slice(2, -2)).toLowerCase());
    const right = bold.some(
      (word) =>
        word === gold ||
        (numberOf(word) !== word && numberOf(word) === gold) ||
        (shapes.includes(gold) && word.includes(gold) && word.length < 2 * gold.length + 5),
    );
    const box = publishedBox(text)
      ?.replaceAll("\\textbf{", "")
      .replaceAll("\\mathbf{", "")
      .replaceAll("}", "");
    return whole(right || box === answer, "another answer");
  },
};

function fold(text: string): string {
  const words = numberOf(pythonStrip(text).toLowerCase());
  const shape = pythonStrip(words.replace(modifier, ""));
  return plurals[shape] ?? shape;
}
