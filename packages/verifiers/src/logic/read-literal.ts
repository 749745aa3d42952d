import type { Json } from "@guru/core";
import { type Parsed, parsed } from "../parsed.ts";
import { parsePythonLiteral } from "../simulation/python-literal.ts";
import type { PythonValue } from "../simulation/python-value-type.ts";
import type { WorkCounter } from "../work-counter.ts";

/** Reads JSON, or else a Python literal; nothing is evaluated. What JSON has no word for becomes `null`. */
export function readLiteral(text: string, work: WorkCounter): Parsed<Json> {
  return readJson(text, work) ?? readPython(text, work);
}

/** The same, but a text that is both is read as Python: `"\/"` keeps its backslash. */
export function readLiteralPythonFirst(text: string, work: WorkCounter): Parsed<Json> {
  const value = readPython(text, work);
  return value.ok ? value : (readJson(text, work) ?? value);
}

function readPython(text: string, work: WorkCounter): Parsed<Json> {
  const value = parsePythonLiteral(text, work);
  return value.ok ? parsed(jsonOf(value.value)) : value;
}

function readJson(text: string, work: WorkCounter): Parsed<Json> | undefined {
  work.take(text.length);
  try {
    return parsed(JSON.parse(text) as Json);
  } catch {
    return undefined;
  }
}

function jsonOf(value: PythonValue): Json {
  switch (value.type) {
    case "bool":
    case "str":
      return value.value;
    case "int":
      return Number.isSafeInteger(Number(value.value)) ? Number(value.value) : null;
    case "float":
      return Number.isFinite(value.value) ? value.value : null;
    case "list":
    case "tuple":
      return value.items.map(jsonOf);
    case "dict":
      return Object.fromEntries(
        value.entries.flatMap(([key, item]) => (key.type === "str" ? [[key.value, jsonOf(item)]] : [])),
      );
    default:
      return null;
  }
}
