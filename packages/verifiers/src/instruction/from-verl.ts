import type { Json } from "@guru/core";
import { type Parsed, parsed, preview, unreadable } from "../parsed.ts";
import { parsePythonLiteral } from "../simulation/python-literal.ts";
import type { PythonValue } from "../simulation/python-value-type.ts";
import type { TruthFromVerl } from "../verl/verl-row.ts";
import { createWorkCounter } from "../work-counter.ts";
import { tableFormatOf } from "./livebench/table-format-of.ts";

/**
 * `ood__ifeval`: the arguments are the ground truth, a list as long as the list of ids in `extra_info`. A ground truth that holds
 * the ids itself is read too.
 */
export const ifevalFromVerl: TruthFromVerl = ({ groundTruth, extraInfo }) => {
  const ids = extraInfo.instruction_id_list;
  const read = valueOf(groundTruth);
  if (ids === undefined || ids === null) return instructionsOf(read, extraInfo.prompt);
  return pair(valueOf(ids), read, extraInfo.prompt);
};

/** `ood__ifbench`: a list, often as Python's text, whose first item has the lists `instruction_id` and `kwargs`. */
export const ifbenchFromVerl: TruthFromVerl = (row) => {
  if (row.extraInfo.instruction_id_list !== undefined && row.extraInfo.instruction_id_list !== null)
    return ifevalFromVerl(row);
  return instructionsOf(valueOf(row.groundTruth), row.extraInfo.prompt);
};

/** `ood__livebench`: the answer is the ground truth and the task is in `extra_info`; the format of a table stands in the prompt. */
export const livebenchFromVerl: TruthFromVerl = ({ groundTruth, extraInfo }) => {
  const { task, prompt } = extraInfo;
  if (typeof task !== "string") return unreadable("extra_info.task is missing", "gold_parse");
  const answer = typeof groundTruth === "string" ? groundTruth : JSON.stringify(groundTruth);
  if (task !== "tablereformat" && task !== "tableformat") return parsed({ task, answer });
  const asked = firstText(prompt);
  const format = asked === undefined ? undefined : tableFormatOf(asked);
  if (format === undefined)
    return unreadable("the prompt in extra_info names no format of a table", "gold_parse");
  return parsed({ task: "tablereformat", answer, format });
};

function instructionsOf(value: Json | undefined, prompt: Json | undefined): Parsed<Json> {
  const first = firstOf(value);
  if (!isRecord(first)) return unreadable("the ground truth holds no instructions", "gold_parse");
  const ids = first.instruction_id ?? first.instruction_id_list;
  return pair(ids, first.kwargs, prompt);
}

function pair(ids: Json | undefined, kwargs: Json | undefined, prompt: Json | undefined): Parsed<Json> {
  if (!Array.isArray(ids) || !ids.every((id) => typeof id === "string"))
    return unreadable("the instruction ids are no list of texts", "gold_parse");
  if (!Array.isArray(kwargs) || kwargs.length !== ids.length)
    return unreadable(`there are not as many arguments as the ${ids.length} instructions`, "gold_parse");
  const instructions: Json[] = [];
  for (const [index, id] of ids.entries()) {
    const args = (kwargs as Json[])[index] ?? {};
    if (!isRecord(args)) return unreadable(`the arguments of ${preview(id)} are no object`, "gold_parse");
    const given = Object.entries(args).filter(([, value]) => value !== null);
    instructions.push({
      id,
      arguments: Object.fromEntries(given.map(([key, value]) => [key, whole(value)])),
    });
  }
  const asked = firstText(prompt);
  return parsed({ instructions, ...(asked === undefined ? {} : { prompt: asked }) });
}

/** The scorers cut the fraction off numbers. */
function whole(value: Json): Json {
  return typeof value === "number" ? Math.trunc(value) : value;
}

function firstText(value: Json | undefined): string | undefined {
  const first = firstOf(value);
  return typeof first === "string" ? first : undefined;
}

function firstOf(value: Json | undefined): Json | undefined {
  return Array.isArray(value) ? (value as Json[])[0] : value;
}

function isRecord(value: Json | undefined): value is Readonly<Record<string, Json>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value, also where it is JSON or a Python literal in a text. */
function valueOf(value: Json): Json | undefined {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value) as Json;
  } catch {
    const literal = parsePythonLiteral(value.trim(), createWorkCounter(10_000_000));
    return literal.ok ? jsonOf(literal.value) : undefined;
  }
}

function jsonOf(value: PythonValue): Json {
  switch (value.type) {
    case "none":
      return null;
    case "bool":
    case "float":
    case "str":
      return value.value;
    case "int":
      return Number(value.value);
    case "list":
    case "tuple":
    case "set":
      return value.items.map(jsonOf);
    case "bytes":
    case "complex":
    case "ellipsis":
      return null;
    case "dict":
      return Object.fromEntries(
        value.entries.map(([key, item]) => [
          key.type === "str" ? key.value : JSON.stringify(jsonOf(key)),
          jsonOf(item),
        ]),
      );
  }
}
