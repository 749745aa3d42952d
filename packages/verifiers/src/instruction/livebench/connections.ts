import { pythonStrip } from "../text/python-text.ts";
import { between, finalAnswer } from "./final-answer.ts";
import { type LivebenchTask, whole } from "./task.ts";

/** Words in groups of four. */
export const connections: LivebenchTask = {
  checkAnswer: (answer) =>
    answer.split(",").length % 4 === 0 ? undefined : "its words are not in groups of four",
  strict: (text, answer) => {
    const [gold, given] = [keysOf(answer), keysOf(finalAnswer(text).text)];
    return whole(
      given.join("\n") === gold.join("\n"),
      `${given.length} groups, not the ${gold.length} of the answer`,
    );
  },
  published: (text, answer) => {
    const gold = groupsOf(answer.split(","));
    const best = between(text.replaceAll("\n", ""), "**", "**").reduce((most, span) => {
      const given = groupsOf(span.split(","));
      const right = gold.filter((group) =>
        given.some((other) => [...group].every((word) => other.has(word))),
      ).length;
      return Math.max(most, right / gold.length);
    }, 0);
    return { score: best, why: "not all groups are right" };
  },
};

/** A group has four different words. */
function groupsOf(words: readonly string[]): Set<string>[] {
  const groups: Set<string>[] = [new Set()];
  for (const word of words.map((one) => pythonStrip(one).toLowerCase())) {
    if (groups.at(-1)?.size === 4) groups.push(new Set());
    groups.at(-1)?.add(word);
  }
  return groups;
}

/** The groups, each with its words in order, in order. */
function keysOf(text: string): string[] {
  const words = text
    .split(/[,\n;]/u)
    .map((word) => pythonStrip(word))
    .filter((word) => word !== "");
  return groupsOf(words)
    .map((group) => [...group].sort().join(","))
    .sort();
}
