import type { Json } from "@guru/core";
import { type Parsed, parsed, preview, unreadable } from "../parsed.ts";
import type { TruthFromVerl, VerlRow } from "../verl/verl-row.ts";
import { createWorkCounter } from "../work-counter.ts";
import type { Predicted } from "./codeio-answer.ts";
import { valueOfKey } from "./find-keyed.ts";
import { codeioPromptParts, cruxevalPromptInput } from "./from-prompt.ts";
import { parseJsonOrPython, readJsonOrPython } from "./json-or-python.ts";

/** What a Code I/O row asks for, which only its gold tells. */
export function codeioPredicted(row: VerlRow): Predicted {
  const gold = keyedGold(row.groundTruth);
  return gold.ok ? gold.value.key : "output";
}

/** The truth of `simulation/codeio-output`: ground truth `"output": 5`, also in braces, as an object, or the bare value. */
export const codeioOutputFromVerl: TruthFromVerl = ({ groundTruth }) => {
  const gold = keyedGold(groundTruth);
  if (!gold.ok) return gold;
  return gold.value.key === "output"
    ? parsed({ output: gold.value.text })
    : unreadable("the ground truth is an input, not an output", "gold_parse");
};

/**
 * The truth of `simulation/codeio-input`: ground truth `"input": {"n": 5}`. Program and output come from `extra_info` (`program` or
 * `refcode`, `output`, `funcname`), else from its `prompt`; without them only the known input is right.
 */
export const codeioInputFromVerl: TruthFromVerl = ({ groundTruth, extraInfo }) => {
  const gold = keyedGold(groundTruth);
  if (!gold.ok) return gold;
  if (gold.value.key !== "input")
    return unreadable("the ground truth is an output, not an input", "gold_parse");
  const input = gold.value.text;
  const parts = codeioPromptParts(textOf(extraInfo["prompt"]) ?? "");
  const program = textOf(extraInfo["program"]) ?? textOf(extraInfo["refcode"]) ?? parts?.program;
  const output = outputText(extraInfo["output"]) ?? parts?.given;
  if (program === undefined || output === undefined) return parsed({ input });
  if (!parseJsonOrPython(output, createWorkCounter()).ok) return parsed({ input });
  const entryPoint = textOf(extraInfo["funcname"]);
  return parsed({ program, output, input, ...(entryPoint === undefined ? {} : { entryPoint }) });
};

/**
 * The truth of `simulation/cruxeval-output`: ground truth `{"functional": "def f(…): …"}` and the output in `extra_info.reference`; the
 * arguments come from `extra_info` (`input`, or `assert f(…) == ??` in its `prompt`) where they are told.
 */
export const cruxevalOutputFromVerl: TruthFromVerl = (row) => {
  const common = cruxevalCommon(row);
  if (!common.ok) return common;
  const prompt = textOf(row.extraInfo["prompt"]) ?? "";
  const input = textOf(row.extraInfo["input"]) ?? cruxevalPromptInput(prompt);
  return parsed({ ...common.value, ...(input === undefined ? {} : { input }) });
};

/** The truth of `simulation/cruxeval-input`, from the same row as that of the output. */
export const cruxevalInputFromVerl: TruthFromVerl = (row) => cruxevalCommon(row);

function cruxevalCommon({ groundTruth, extraInfo }: VerlRow): Parsed<{ program: string; output: string }> {
  const program = functionalOf(groundTruth);
  if (program === undefined)
    return unreadable(`${describe(groundTruth)} has no "functional" with the function`, "gold_parse");
  const output = textOf(extraInfo["reference"]) ?? textOf(extraInfo["output"]);
  return output === undefined
    ? unreadable("extra_info has no `reference` with the output", "gold_parse")
    : parsed({ program, output });
}

/** The official scorer evaluates the ground truth as Python, so it may be a Python dict as well as JSON. */
function functionalOf(groundTruth: Json): string | undefined {
  if (isRecord(groundTruth)) return textOf(groundTruth["functional"]);
  if (typeof groundTruth !== "string") return undefined;
  const value = parseJsonOrPython(groundTruth, createWorkCounter());
  const functional = value.ok ? valueOfKey(value.value, "functional") : undefined;
  return functional?.type === "str" ? functional.value : undefined;
}

interface KeyedGold {
  readonly key: Predicted;
  readonly text: string;
}

const keyedStart = /^\s*\{?\s*["'](output|input)["']\s*:\s*/;

function keyedGold(groundTruth: Json): Parsed<KeyedGold> {
  if (isRecord(groundTruth)) return fromRecord(groundTruth);
  if (typeof groundTruth !== "string") return parsed({ key: "output", text: JSON.stringify(groundTruth) });
  const start = keyedStart.exec(groundTruth);
  const read = readJsonOrPython(groundTruth, start?.[0].length ?? 0, createWorkCounter());
  const behind = read.ok ? groundTruth.slice(read.value.end).trim() : undefined;
  if (!read.ok || !(behind === "" || (start !== null && behind === "}")))
    return unreadable(`${describe(groundTruth)} is neither "output": … nor "input": …`, "gold_parse");
  const text = groundTruth.slice(start?.[0].length ?? 0, read.value.end).trim();
  return parsed({ key: start?.[1] === "input" ? "input" : "output", text });
}

function fromRecord(gold: Readonly<Record<string, Json>>): Parsed<KeyedGold> {
  for (const key of ["output", "input"] as const) {
    const value = gold[key];
    if (value !== undefined) return parsed({ key, text: JSON.stringify(value) });
  }
  return parsed({ key: "output", text: JSON.stringify(gold) });
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** An output in `extra_info` is a value, or already its text. */
function outputText(value: Json | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "string" && parseJsonOrPython(value, createWorkCounter()).ok) return value;
  return JSON.stringify(value);
}

function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function describe(value: Json): string {
  return preview(typeof value === "string" ? value : JSON.stringify(value));
}
