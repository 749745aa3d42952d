import type { Response } from "@guru/core";
import type { Finder } from "../extraction/candidate.ts";
import { extractLast } from "../extraction/extract-last.ts";
import { type Parsed, parsed } from "../parsed.ts";
import type { Extraction } from "../verifier.ts";
import type { WorkCounter } from "../work-counter.ts";
import { asJsonData } from "./as-json-data.ts";
import { findContainers } from "./find-containers.ts";
import { findKeyed, valueOfKey } from "./find-keyed.ts";
import { parseJsonOrPython } from "./json-or-python.ts";
import { pythonKey } from "./python-equality.ts";
import type { PythonValue } from "./python-value-type.ts";

/** How much of the final text is looked at: outputs are longer than numbers. */
export const codeioWindowChars = 8192;

/** What is predicted, which is also the key that it stands under. */
export type Predicted = "output" | "input";

/**
 * The last value that stands under the key, or, where none does, the last fence, box or `<answer>` whose content is one value.
 */
export function extractCodeio(response: Response, predicted: Predicted, work: WorkCounter): Extraction {
  const read = (text: string): Parsed<PythonValue> => readCodeioAnswer(text, predicted, work);
  const findBare: Finder = (text, from, to) =>
    findContainers(text, from, to).filter((candidate) => read(candidate.text).ok);
  return extractLast(response, {
    finders: [findKeyed(predicted, work), findBare],
    missing: `no JSON object has the key "${predicted}", and no fence or box holds a value`,
    windowChars: codeioWindowChars,
    answerKey: (text) => {
      const value = read(text);
      return value.ok ? pythonKey(value.value, "typed", work) : undefined;
    },
  });
}

/**
 * Reads an answer: what is under the key where there is one, else the value itself. An input is an object, so that a program with
 * a parameter called `input` can be given one as well.
 */
export function readCodeioAnswer(text: string, predicted: Predicted, work: WorkCounter): Parsed<PythonValue> {
  const whole = readObjectOrValue(text, work);
  if (!whole.ok) return whole;
  const inner = valueOfKey(whole.value, predicted);
  const data = inner === undefined || (predicted === "input" && inner.type !== "dict") ? whole.value : inner;
  return asJsonData(data);
}

/** A value, an object without its braces as the prompts ask for it, or either with the braces of LaTeX escaped. */
function readObjectOrValue(text: string, work: WorkCounter): Parsed<PythonValue> {
  const value = parseJsonOrPython(text, work);
  if (value.ok || value.class === "answer_limit") return value;
  if (/^["'](?:output|input)["']\s{0,8}:/.test(text)) return parseJsonOrPython(`{${text}}`, work);
  return text.includes("\\{") ? parseJsonOrPython(text.replace(/\\([{}_])/g, "$1"), work) : value;
}

/** Reads a gold value, which is JSON or a Python literal of JSON data. */
export function readCodeioGold(text: string, work: WorkCounter): Parsed<PythonValue> {
  const value = parseJsonOrPython(text, work);
  const data = value.ok ? asJsonData(value.value) : value;
  return data.ok ? parsed(data.value) : { ...data, class: "gold_parse" };
}
