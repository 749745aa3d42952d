import { pythonKey } from "../simulation/python-equality.ts";
import type { PythonValue } from "../simulation/python-value-type.ts";
import type { WorkCounter } from "../work-counter.ts";

/** How far a float may be from an expected float, as a share of the larger of the two. */
export const relativeTolerance = 1e-9;

/**
 * Whether a returned value is the expected one, as in Python (`2` and `2.0` are equal, a list and a tuple are not) with
 * two exceptions: a bool is no number, and where a float is expected it may be off by {@link relativeTolerance}. Keys of
 * dicts and members of sets must be exact.
 */
export function equalResults(actual: PythonValue, expected: PythonValue, work: WorkCounter): boolean {
  work.take();
  switch (expected.type) {
    case "float":
      return isNumber(actual) && isClose(Number(actual.value), expected.value);
    case "list":
    case "tuple":
      return actual.type === expected.type && equalItems(actual.items, expected.items, work);
    case "dict":
      return actual.type === "dict" && equalEntries(actual.entries, expected.entries, work);
    default:
      return pythonKey(actual, "typed", work) === pythonKey(expected, "typed", work);
  }
}

/** Whether no float in it has overflowed to infinity. */
export function isFinitePython(value: PythonValue): boolean {
  switch (value.type) {
    case "float":
      return Number.isFinite(value.value);
    case "list":
    case "tuple":
    case "set":
      return value.items.every(isFinitePython);
    case "dict":
      return value.entries.flat().every(isFinitePython);
    default:
      return true;
  }
}

function isNumber(value: PythonValue): value is Extract<PythonValue, { type: "int" | "float" }> {
  return value.type === "int" || value.type === "float";
}

function isClose(actual: number, expected: number): boolean {
  const scale = Math.max(Math.abs(actual), Math.abs(expected));
  return (
    actual === expected || (scale < Infinity && Math.abs(actual - expected) <= relativeTolerance * scale)
  );
}

function equalItems(
  actual: readonly PythonValue[],
  expected: readonly PythonValue[],
  work: WorkCounter,
): boolean {
  return (
    actual.length === expected.length &&
    expected.every((item, index) => {
      const other = actual[index];
      return other !== undefined && equalResults(other, item, work);
    })
  );
}

type Entries = Extract<PythonValue, { type: "dict" }>["entries"];

function equalEntries(actual: Entries, expected: Entries, work: WorkCounter): boolean {
  const values = new Map(actual.map(([key, value]) => [pythonKey(key, "typed", work), value]));
  return (
    actual.length === expected.length &&
    expected.every(([key, value]) => {
      const other = values.get(pythonKey(key, "typed", work));
      return other !== undefined && equalResults(other, value, work);
    })
  );
}
