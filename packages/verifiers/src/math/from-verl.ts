import type { Json } from "@guru/core";
import { parsed, unreadable } from "../parsed.ts";
import type { TruthFromVerl } from "../verl/verl-row.ts";
import { mathAnswer } from "./answer.ts";

/** The truth of `math/answer` from a row of verl's format, whose ground truth is an answer, or a list whose first one counts. */
export const mathAnswerFromVerl: TruthFromVerl = ({ groundTruth, dataSource }) => {
  const value = answerOf(groundTruth);
  if (value === undefined) {
    return unreadable(
      `the ground truth of ${dataSource} is no answer: ${JSON.stringify(groundTruth)}`,
      "gold_parse",
    );
  }
  const truth = { value };
  const check = mathAnswer.checkGold(truth);
  return check.ok ? parsed(truth) : unreadable(check.error, "gold_parse");
};

function answerOf(groundTruth: Json): string | undefined {
  if (typeof groundTruth === "number") return String(groundTruth);
  if (typeof groundTruth === "string") return listedAnswer(groundTruth) ?? groundTruth;
  if (Array.isArray(groundTruth)) {
    const first: unknown = groundTruth[0];
    return typeof first === "string" || typeof first === "number" ? String(first) : undefined;
  }
  if (typeof groundTruth === "object" && groundTruth !== null && "ground_truth" in groundTruth) {
    return answerOf(groundTruth["ground_truth"]);
  }
  return undefined;
}

/** `["42"]` and `['42']` are a list in a string; `[0, 1]` is an interval. */
function listedAnswer(text: string): string | undefined {
  const match = /^\s{0,8}\[\s{0,8}(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')/.exec(text);
  const content = match?.[1] ?? match?.[2];
  if (content === undefined) return undefined;
  try {
    const list: unknown = JSON.parse(text);
    if (Array.isArray(list) && typeof list[0] === "string") return list[0];
  } catch {
    // A list as Python prints it.
  }
  return content.replace(/\\(['"\\])/g, "$1");
}
