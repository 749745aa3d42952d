import { type Parsed, parsed, unreadable } from "../parsed.ts";
import type { PythonValue } from "./python-value-type.ts";

/**
 * A value as it is after Python has written it as JSON and read it again: a tuple is a list, and a key that is a number, a bool
 * or None is its text. What JSON cannot hold is unreadable.
 */
export function asJsonData(value: PythonValue): Parsed<PythonValue> {
  switch (value.type) {
    case "list":
    case "tuple":
      return asList(value.items);
    case "dict":
      return asObject(value.entries);
    case "set":
    case "bytes":
    case "complex":
    case "ellipsis":
      return unreadable(`JSON has no ${value.type}`);
    default:
      return parsed(value);
  }
}

function asList(items: readonly PythonValue[]): Parsed<PythonValue> {
  const converted: PythonValue[] = [];
  for (const item of items) {
    const part = asJsonData(item);
    if (!part.ok) return part;
    converted.push(part.value);
  }
  return parsed({ type: "list", items: converted });
}

function asObject(entries: readonly (readonly [PythonValue, PythonValue])[]): Parsed<PythonValue> {
  const converted = new Map<string, PythonValue>();
  for (const [key, item] of entries) {
    const text = keyText(key);
    if (text === undefined) return unreadable(`a key of a JSON object cannot be a ${key.type}`);
    const part = asJsonData(item);
    if (!part.ok) return part;
    converted.set(text, part.value);
  }
  return parsed({
    type: "dict",
    entries: [...converted].map(([key, item]) => [{ type: "str", value: key }, item]),
  });
}

function keyText(key: PythonValue): string | undefined {
  switch (key.type) {
    case "str":
      return key.value;
    case "none":
      return "null";
    case "bool":
    case "int":
      return String(key.value);
    default:
      return undefined;
  }
}
