import type { Response } from "@guru/core";
import { candidateAt } from "../extraction/candidate.ts";
import { noAnswer } from "../extraction/extract-last.ts";
import type { Comparison } from "../comparison.ts";
import type { Extraction } from "../verifier.ts";
import type { WorkCounter } from "../work-counter.ts";
import { valueOfKey } from "./find-keyed.ts";
import { parseJson } from "./json-or-python.ts";
import { pythonKey } from "./python-equality.ts";
import type { PythonValue } from "./python-value-type.ts";

const none: PythonValue = { type: "none" };

/** The first code block of the whole response, thoughts included, or the whole response. */
export function extractPublishedCodeio(response: Response): Extraction {
  const { text } = response;
  const opened = text.indexOf("```");
  const closed = opened < 0 ? -1 : text.indexOf("```", opened + 3);
  const from = text.startsWith("json", opened + 3) && closed >= opened + 7 ? opened + 7 : opened + 3;
  const range = closed < 0 ? { from: 0, to: text.length } : { from, to: closed };
  const candidate = candidateAt(text, range, closed < 0 ? "whole-text" : "first-fence");
  if (candidate.text === "") return noAnswer(response, "there is no text");
  return { text: candidate.text, span: candidate.span, rule: candidate.rule, rivals: 0 };
}

/**
 * Compares as the official scorer does: its first block is JSON, or its last group of braces is; text that looks like JSON or a
 * bool is one; `==` of Python decides, and what cannot be read is None.
 */
export function comparePublished(text: string | undefined, gold: PythonValue, work: WorkCounter): Comparison {
  const answer = text === undefined ? none : normalized(readPublished(text, work), work);
  const expected = normalized(gold, work);
  const same = pythonKey(answer, "python", work) === pythonKey(expected, "python", work);
  return same && !holdsNaN(expected)
    ? { equal: true, reason: "equal.published" }
    : { equal: false, reason: "different.value", message: `it is not the gold ${expected.type}` };
}

function readPublished(text: string, work: WorkCounter): PythonValue {
  const whole = parseJson(text, work);
  if (whole.ok) return underKey(whole.value);
  const group = lastBraceGroup(text);
  if (group === undefined) return none;
  const last = parseJson(group.replaceAll("\n", ""), work);
  return last.ok ? underKey(last.value) : none;
}

/** Only an object can be asked for a key. */
function underKey(value: PythonValue): PythonValue {
  if (value.type !== "dict") return none;
  return valueOfKey(value, "output") ?? valueOfKey(value, "input") ?? value;
}

/** The last `{…}` at the outermost level; braces inside strings count too. */
function lastBraceGroup(text: string): string | undefined {
  let depth = 0;
  let start = 0;
  let group: string | undefined;
  for (let index = 0; index < text.length; index++) {
    if (text[index] === "{") {
      if (depth === 0) start = index;
      depth++;
    } else if (text[index] === "}" && depth > 0) {
      depth--;
      if (depth === 0) group = text.slice(start, index + 1);
    }
  }
  return group;
}

function normalized(value: PythonValue, work: WorkCounter): PythonValue {
  work.take();
  switch (value.type) {
    case "str":
      return normalizedText(value, work);
    case "list":
      return { type: "list", items: value.items.map((item) => normalized(item, work)) };
    case "dict":
      return { type: "dict", entries: value.entries.map(([key, item]) => [key, normalized(item, work)]) };
    default:
      return value;
  }
}

function normalizedText(
  value: Extract<PythonValue, { type: "str" | "bytes" }>,
  work: WorkCounter,
): PythonValue {
  const text = value.value.trim();
  if (/^\{[^]*\}$|^\[[^]*\]$/.test(text)) {
    const inner = parseJson(text, work);
    if (inner.ok) return normalized(inner.value, work);
  }
  const lower = text.toLowerCase();
  return lower === "true" || lower === "false" ? { type: "bool", value: lower === "true" } : value;
}

function holdsNaN(value: PythonValue): boolean {
  switch (value.type) {
    case "float":
      return Number.isNaN(value.value);
    case "list":
      return value.items.some(holdsNaN);
    case "dict":
      return value.entries.some(([, item]) => holdsNaN(item));
    default:
      return false;
  }
}
