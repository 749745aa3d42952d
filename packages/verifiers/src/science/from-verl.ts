import type { Json } from "@guru/core";
import { parsed, type Parsed, preview, unreadable } from "../parsed.ts";
import type { TruthFromVerl, VerlRow } from "../verl/verl-row.ts";
import { optionLetters } from "./choice-truth.ts";

/** `stem__gpqa*` and `stem__supergpqa*`: the letter, and the official scorer that the source's name leads to. */
export const choiceTruthFromVerl: TruthFromVerl = (row) => {
  const text = textOf(row.groundTruth);
  const letter = /^[("'[{ ]{0,4}([A-Ja-j])[)"'\]}. ]{0,4}$/.exec(text ?? "")?.[1]?.toUpperCase();
  if (letter === undefined)
    return unreadable(
      `the ground truth ${preview(text ?? JSON.stringify(row.groundTruth))} is not a letter from A to J`,
      "gold_parse",
    );
  const { options, choices } = row.extraInfo;
  const texts = optionsOf(options ?? choices);
  // GPQA has four options; SuperGPQA up to ten.
  const isGpqa = row.dataSource.startsWith("stem__gpqa");
  const count = isGpqa && texts === undefined ? { count: 4 } : {};
  if (optionLetters.indexOf(letter) >= (texts?.length ?? (isGpqa ? 4 : optionLetters.length)))
    return unreadable(`the ground truth ${letter} is beyond the options`, "gold_parse");
  const scorer = isGpqa && row.dataSource.includes("no_box") ? "gpqa" : "supergpqa";
  return parsed({ answer: letter, ...count, ...(texts === undefined ? {} : { options: texts }), scorer });
};

/** `stem_web`: the answer, and the question from `extra_info`. */
export const answerTruthFromVerl: TruthFromVerl = (row): Parsed<Json> => {
  const value = textOf(row.groundTruth);
  if (value === undefined || !/[\p{L}\p{N}]/u.test(value))
    return unreadable(
      `the ground truth ${preview(JSON.stringify(row.groundTruth))} says nothing`,
      "gold_parse",
    );
  const question = questionOf(row);
  return parsed({ value, ...(question === undefined ? {} : { question }) });
};

function questionOf({ extraInfo }: VerlRow): string | undefined {
  const { question, raw_prompt: prompt } = extraInfo;
  if (typeof question === "string") return question;
  return typeof prompt === "string" ? prompt : undefined;
}

/** A text, or the one text in a list or in an object's `ground_truth`, `answer` or `target`; JSON in a string is looked into. */
function textOf(value: Json | undefined, depth = 0): string | undefined {
  if (value === undefined || value === null || depth > 3) return undefined;
  if (typeof value === "number") return value.toString();
  if (typeof value === "string") {
    const trimmed = value.trim();
    const inner = /^[["{].*[\]"}]$/s.test(trimmed) ? textOf(jsonOf(trimmed), depth + 1) : undefined;
    return inner ?? trimmed;
  }
  if (typeof value === "boolean") return undefined;
  const parts = isList(value) ? value : [value.ground_truth ?? value.answer ?? value.target];
  return parts.length === 1 ? textOf(parts[0], depth + 1) : undefined;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function optionsOf(value: Json | undefined): string[] | undefined {
  const list = typeof value === "string" ? jsonOf(value) : value;
  if (!Array.isArray(list) || list.length < 2 || list.length > optionLetters.length) return undefined;
  const texts = list.filter((option) => typeof option === "string" && option !== "");
  return texts.length === list.length ? (texts as string[]) : undefined;
}

function jsonOf(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
