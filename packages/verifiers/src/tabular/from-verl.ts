import type { Json } from "@guru/core";
import { parsed, preview, unreadable } from "../parsed.ts";
import type { TruthFromVerl } from "../verl/verl-row.ts";

/** FinQA's ground truths are computed, and rounded on the way; whole ones are exact. */
const finqaTolerance = 0.001;

/**
 * The answer of a `table__*` row: a text, in which `|` separates several answers, a number, or a list of these. The result of a FinQA
 * program may differ by a thousandth; a question in `extra_info` that asks for a percentage is noted.
 */
export const tabularTruthFromVerl: TruthFromVerl = ({ dataSource, groundTruth, extraInfo }) => {
  const texts = Array.isArray(groundTruth) ? groundTruth.map(textOf) : [textOf(groundTruth)];
  if (texts.length === 0 || texts.includes(undefined)) {
    const shown = preview(JSON.stringify(groundTruth));
    return unreadable(`the ground truth ${shown} is no text or number, nor a list of them`, "gold_parse");
  }
  const value = texts.join("|");
  const isComputed = dataSource.startsWith("table__finqa") && /\d\.\d*[1-9]|e-/.test(value);
  return parsed({
    value,
    ...(isComputed ? { tolerance: finqaTolerance } : {}),
    ...(asksForPercentage(extraInfo.question) ? { percent: true } : {}),
  });
};

function textOf(value: Json): string | undefined {
  if (typeof value === "string") return value.trim() === "" ? undefined : value;
  return typeof value === "number" && Number.isFinite(value) ? value.toString() : undefined;
}

function asksForPercentage(question: Json | undefined): boolean {
  return typeof question === "string" && /per ?cent|%/i.test(question);
}
