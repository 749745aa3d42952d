import { boldSpans } from "./bold-spans.ts";
import { bare, finalAnswer } from "./final-answer.ts";
import { type LivebenchTask, whole } from "./task.ts";

/** Names of the people in a row of houses, in order. */
export const houseTraversal: LivebenchTask = {
  strict: (text, answer) => {
    const gold = namesOf(answer);
    const given = namesOf(finalAnswer(text).text);
    const apart = boldSpans(text)
      .slice(-gold.length)
      .flatMap((span) => namesOf(bare(span)));
    const right = given.join() === gold.join() || (given.length === 1 && apart.join() === gold.join());
    return whole(right, `the answer is ${given.slice(0, 8).join(", ")}`);
  },
  published: (text, answer) => {
    const bold = boldSpans(text.toLowerCase());
    const names = answer.toLowerCase().split(" ");
    const last = bold.at(-1);
    if (last === undefined) return whole(false, "nothing is bold");
    const tail = bold.slice(-names.length);
    const apart = tail.length === names.length && names.every((name, index) => tail[index] === name);
    const places = names.map((name) => last.indexOf(name));
    const inOrder = places.every((place, index) => place > (index === 0 ? -1 : (places[index - 1] ?? -1)));
    return whole(apart || inOrder, "other names");
  },
};

function namesOf(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu) ?? []).filter(
    (word) => word !== "and" && word !== "then",
  );
}
