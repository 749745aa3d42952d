import type { WorkCounter } from "../work-counter.ts";
import { pythonKey } from "./python-equality.ts";
import type { PythonValue } from "./python-value-type.ts";

/** What a comparison of JSON data needs. */
export interface JsonComparison {
  /**
   * How far a float may be from an expected float with a fraction: this much, or this share of it where it is smaller than 1.
   */
  readonly tolerance: number;
  readonly work: WorkCounter;
}

/**
 * Whether JSON data is the expected one: equal as in Python (`2` and `2.0` are, the order of keys does not matter), but a bool is
 * no number, NaN is itself, and a float with a fraction may be off by the tolerance.
 */
export function equalJsonData(actual: PythonValue, expected: PythonValue, options: JsonComparison): boolean {
  const { work, tolerance } = options;
  work.take();
  switch (expected.type) {
    case "float":
      return (actual.type === "float" || actual.type === "int") && Number.isFinite(expected.value)
        ? isClose(actual, expected, options)
        : actual.type === "float" && Object.is(actual.value, expected.value);
    case "list":
      return (
        actual.type === "list" &&
        actual.items.length === expected.items.length &&
        expected.items.every((item, index) => {
          const other = actual.items[index];
          return other !== undefined && equalJsonData(other, item, { tolerance, work });
        })
      );
    case "dict":
      return actual.type === "dict" && equalEntries(actual.entries, expected.entries, options);
    default:
      return pythonKey(actual, "typed", work) === pythonKey(expected, "typed", work);
  }
}

type Numeric = Extract<PythonValue, { type: "int" | "float" }>;

function isClose(
  actual: Numeric,
  expected: Extract<PythonValue, { type: "float" }>,
  { tolerance, work }: JsonComparison,
): boolean {
  if (pythonKey(actual, "typed", work) === pythonKey(expected, "typed", work)) return true;
  if (Number.isInteger(expected.value)) return false;
  const slack = tolerance * Math.min(1, Math.abs(expected.value));
  return Math.abs(Number(actual.value) - expected.value) <= slack;
}

type Entries = Extract<PythonValue, { type: "dict" }>["entries"];

function equalEntries(actual: Entries, expected: Entries, options: JsonComparison): boolean {
  const key = (value: PythonValue): string => pythonKey(value, "typed", options.work);
  const values = new Map(actual.map(([name, value]) => [key(name), value]));
  return (
    actual.length === expected.length &&
    expected.every(([name, value]) => {
      const other = values.get(key(name));
      return other !== undefined && equalJsonData(other, value, options);
    })
  );
}
