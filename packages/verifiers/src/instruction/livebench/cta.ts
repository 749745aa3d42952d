import { pythonStrip } from "../text/python-text.ts";
import { finalAnswer, publishedBox } from "./final-answer.ts";
import { type LivebenchTask, whole } from "./task.ts";

function clean(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}_]/gu, "");
}

/** Column type annotation: the name of a class. */
export const cta: LivebenchTask = {
  strict: (text, answer) => {
    const given = finalAnswer(text);
    const lastLine = pythonStrip(text).split("\n").at(-1) ?? "";
    // A name may itself hold a colon.
    const names = given.rule === "last-line" ? [given.text, lastLine] : [given.text];
    return whole(
      names.some((name) => clean(name) === clean(answer)),
      `the answer is "${given.text.slice(0, 60)}"`,
    );
  },
  published: (text, answer) => {
    const box = text.includes("\\boxed{") ? publishedBox(text) : undefined;
    const given = clean((box ?? text).replaceAll("\\text{", "").replaceAll("}", "").replaceAll("\\", ""));
    return whole(given.endsWith(clean(answer)), "another name");
  },
};
